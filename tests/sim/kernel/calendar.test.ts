import { HeapCalendar } from '../../../src/sim/kernel/heap-calendar.ts';
import { LadderCalendar } from '../../../src/sim/kernel/ladder-calendar.ts';
import { calendarLaws } from './calendar.laws.helpers.ts';

/** All implementations: each keeps the same laws. */
calendarLaws('4-ary heap', (pendingMax) => new HeapCalendar(pendingMax));
calendarLaws('ladder', (pendingMax) => new LadderCalendar(pendingMax));
