/** How far an ensemble is: a bar on a terminal, a line now and then elsewhere. */
import { SingleBar } from 'cli-progress';
import type { Terminal } from './terminal.ts';

/** Told of every step; {@link Progress.end} clears what is on screen. */
export interface Progress {
  /** `finished` runs, and how far the running ones are, in runs. */
  readonly update: (finished: number, part: number) => void;
  readonly end: () => void;
}

/** Off a terminal a line is written at most this often, so that a log stays short. */
const LINE_EVERY_MILLIS = 10_000;
/** Parts of a run that the bar tells apart. */
const STEPS = 1000;

/** Shows the progress of `runs` runs, of which `before` were finished before. */
export function showProgress(terminal: Terminal, runs: number, before: number): Progress {
  const begin = performance.now();
  const timeLeft = (finished: number, part: number): string => {
    const done = finished + part - before;
    if (done <= 0) return '';
    const seconds = ((performance.now() - begin) / 1000 / done) * (runs - finished - part);
    return `, ${durationText(seconds)} left`;
  };
  return terminal.screen === undefined
    ? lines(terminal, runs, timeLeft)
    : bar(terminal.screen, terminal.hasColour.note, runs, timeLeft);
}

type TimeLeft = (finished: number, part: number) => string;

function lines(terminal: Terminal, runs: number, timeLeft: TimeLeft): Progress {
  let next = performance.now() + LINE_EVERY_MILLIS;
  return {
    update: (finished, part) => {
      if (performance.now() < next || finished >= runs) return;
      next = performance.now() + LINE_EVERY_MILLIS;
      const percent = Math.floor((100 * (finished + part)) / runs);
      terminal.note(`${percent} %: ${finished} of ${runs} runs finished${timeLeft(finished, part)}\n`);
    },
    end: () => undefined,
  };
}

function bar(screen: NodeJS.WriteStream, hasColour: boolean, runs: number, timeLeft: TimeLeft): Progress {
  const paint = hasColour ? (text: string) => `\u001b[36m${text}\u001b[39m` : (text: string) => text;
  const shown = new SingleBar({
    stream: screen,
    format: `${paint('{bar}')} {percentage} %  {runs}{left}`,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    hideCursor: true,
    clearOnComplete: true,
    gracefulExit: false,
  });
  const texts = (finished: number, part: number) => ({
    runs: `${finished} of ${runs} runs`,
    left: timeLeft(finished, part),
  });
  shown.start(runs * STEPS, 0, texts(0, 0));
  return {
    update: (finished, part) => shown.update(Math.round((finished + part) * STEPS), texts(finished, part)),
    end: () => shown.stop(),
  };
}

function durationText(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  return minutes < 60
    ? `${minutes} min ${whole % 60} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
