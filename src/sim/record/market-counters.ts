/** Prices, profits of validators, nodes over time, and what an attack would cost. §M2.5, §M13, §M17 */
import { instant, PPM, type Tokens } from '../../base/units.ts';
import { attackBalance, seatCost } from '../../economics/attack-cost.ts';
import { minimumStakeAt } from '../../economics/node-profit.ts';
import { profitSpread } from '../../economics/profit-quantiles.ts';
import { startPrice } from '../../economics/token-price.ts';
import { thresholdOf } from '../../crypto/threshold.ts';
import { FACT } from '../protocol/facts.ts';
import type { MetricValue, SeriesPoint } from '../protocol/metrics.ts';
import type { Params } from '../protocol/params.ts';
import { factKinds, share, type Recorder } from './recorder.ts';

const RANKS = [100_000, 500_000, 900_000];

/** Follows the facts of the market. */
export class MarketCounters implements Recorder {
  readonly kinds = factKinds(
    'price-moved',
    'minimum-stake-set',
    'validator-profited',
    'claim-settled',
    'claim-delayed',
    'node-entered',
    'node-left',
    'rewards-sold',
    'chain-valued',
    'chain-deleted',
    'month-closed',
  );
  readonly #perMonth: SeriesPoint[] = [];
  /** Worth of the chains that live and whose worth is told, in millionths of a dollar. */
  readonly #worth = new Map<number, bigint>();
  readonly #profits: bigint[] = [];
  #priceMicroUsd: number;
  #lowestMicroUsd: number;
  #minimumStake: Tokens;
  #nodes: number;
  #nodesMin: number;
  #entered = 0;
  #claims = 0;
  #delayed = 0;
  #gasMicroUsd = 0;
  #sold = 0n;
  /** Shares of a key on the smallest committee that chains ask for. */
  readonly #threshold: number;
  /** Least cost of the seats that take a chain, over the months. */
  #costMin: bigint | null = null;
  #atRiskMax = 0n;

  constructor(params: Params) {
    this.#threshold = thresholdOf(smallestCommittee(params));
    this.#priceMicroUsd = startPrice(params.market.price, instant(0)).microUsd;
    this.#lowestMicroUsd = this.#priceMicroUsd;
    this.#minimumStake = minimumStakeAt(params.network.minimumStake, this.#priceMicroUsd);
    this.#nodes = params.network.nodes;
    this.#nodesMin = this.#nodes;
  }

  fact(_at: number, kind: number, a: number, _b: number, c: number, amount: bigint): void {
    switch (kind) {
      case FACT['price-moved']:
        this.#priceMicroUsd = Number(amount);
        this.#lowestMicroUsd = Math.min(this.#lowestMicroUsd, this.#priceMicroUsd);
        return;
      case FACT['minimum-stake-set']:
        this.#minimumStake = amount;
        return;
      case FACT['validator-profited']:
        this.#profits.push(BigInt(c));
        return;
      case FACT['claim-settled']:
        this.#claims++;
        this.#gasMicroUsd += c;
        return;
      case FACT['claim-delayed']:
        this.#delayed++;
        return;
      case FACT['node-entered']:
        this.#entered++;
        this.#nodes++;
        return;
      case FACT['node-left']:
        this.#nodes--;
        this.#nodesMin = Math.min(this.#nodesMin, this.#nodes);
        return;
      case FACT['rewards-sold']:
        this.#sold += amount;
        return;
      case FACT['chain-valued']:
        this.#worth.set(a, amount);
        return;
      case FACT['chain-deleted']:
        this.#worth.delete(a);
        return;
      case FACT['month-closed']:
        return this.#closed(a);
    }
  }

  finish(): void {}

  metrics(): Readonly<Record<string, MetricValue>> {
    const { losing, quantiles } = profitSpread(this.#profits, RANKS);
    const [tenth, median, ninetieth] = quantiles.map((microUsd) => Number(microUsd) / PPM);
    return {
      'price.end': this.#priceMicroUsd / PPM,
      'price.min': this.#lowestMicroUsd / PPM,
      'nodes.entered': this.#entered,
      'nodes.min': this.#nodesMin,
      'profit.losing': share(losing, this.#profits.length),
      'profit.p10': tenth ?? null,
      'profit.median': median ?? null,
      'profit.p90': ninetieth ?? null,
      'claims.settled': this.#claims,
      'claims.delayed': this.#delayed,
      'claims.gasUsd': this.#gasMicroUsd / PPM,
      'rewards.sold': this.#sold,
      'security.costMinUsd': this.#costMin === null ? null : Number(this.#costMin) / PPM,
      'security.atRiskMaxUsd': this.#worth.size === 0 ? null : Number(this.#atRiskMax) / PPM,
    };
  }

  series(): readonly SeriesPoint[] {
    return this.#perMonth;
  }

  #closed(month: number): void {
    const cost = this.#seatCost();
    if (this.#costMin === null || cost < this.#costMin) this.#costMin = cost;
    const { atRisk } = attackBalance([...this.#worth.values()], { kind: 'costs', microUsd: cost });
    if (atRisk > this.#atRiskMax) this.#atRiskMax = atRisk;
    this.#perMonth.push(
      { month, metric: 'price.usd', value: this.#priceMicroUsd / PPM },
      { month, metric: 'nodes.present', value: this.#nodes },
      { month, metric: 'security.costUsd', value: Number(cost) / PPM },
    );
  }

  /**
   * What stake the nodes of the least committee's threshold need, without slippage and machines: the floor
   * below which nobody who is not drawn by luck can own a chain.
   */
  #seatCost(): bigint {
    const cost = seatCost({
      nodes: this.#threshold,
      minimumStake: this.#minimumStake,
      priceMicroUsd: this.#priceMicroUsd,
      slippage: { kind: 'none' },
      setupMicroUsd: 0n,
    });
    return cost.kind === 'costs' ? cost.microUsd : 0n;
  }
}

/** Members of the smallest committee that a chain of the start or of the demand may have. */
function smallestCommittee({ chains, sizes }: Params): number {
  const { initial, demand } = chains;
  const asked = [...initial.filter(({ count }) => count > 0), ...demand.mix];
  return Math.min(...asked.map(({ size }) => sizes[size].members));
}
