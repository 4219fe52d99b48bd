import { BreachCorpus, BreachRecords, BreachTally, RemoteBreachCorpus } from '#libs/credentials';
import type { BreachLook, BreachVerdict, SourceInService } from '#libs/credentials';
import type { Password } from '#libs/identity';

export class FakeCorpus extends BreachCorpus {
  constructor(private readonly listed: readonly string[] = []) {
    super();
  }

  check(password: Password): BreachVerdict {
    const said = { source: 'built_in', corpusVersion: 'fake-1' } as const;
    return this.listed.includes(password.reveal())
      ? { ...said, verdict: 'breached', atLeast: 1 }
      : { ...said, verdict: 'clean' };
  }

  inService(): readonly SourceInService[] {
    return [{ source: 'built_in', usable: true, version: 'fake-1' }];
  }
}

export class FakeTally extends BreachTally {
  readonly looks: BreachVerdict[] = [];
  debts = 0;

  lookedUp(verdict: BreachVerdict): void {
    this.looks.push(verdict);
  }

  debt(): void {
    this.debts += 1;
  }
}

/** Answers what the test put in, and counts how often it was asked. */
export class FakeRangeServer extends RemoteBreachCorpus {
  asked = 0;

  constructor(public answer: BreachVerdict) {
    super();
  }

  check(): Promise<BreachVerdict> {
    this.asked += 1;
    return Promise.resolve(this.answer);
  }

  inService(): SourceInService {
    return { source: 'range_server', usable: true };
  }

  /** Everybody's. */
  of(): this {
    return this;
  }
}

export class FakeBreachRecords extends BreachRecords {
  readonly kept: BreachLook[] = [];
  readonly forced: BreachLook[] = [];

  onArrival(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  coverage(): Promise<never> {
    return Promise.reject(new Error('nobody asked for coverage'));
  }

  coverageOfAll(): Promise<never> {
    return this.coverage();
  }

  nameRangeServer(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  keep(look: BreachLook): Promise<void> {
    this.kept.push(look);
    return Promise.resolve();
  }

  forceChange(look: BreachLook): Promise<void> {
    this.forced.push(look);
    return Promise.resolve();
  }
}
