import { AnswerTimes } from '#libs/credentials';

/**
 * Ten times what a verification takes at the default cost on an idle machine, and too short for a
 * person to mind. An answer that takes longer leaves at the next multiple.
 */
const EVERY_MS = 100;

/** Lets a "no" leave a whole multiple of some time after its question came. */
export class EvenAnswerTimes extends AnswerTimes {
  constructor(
    private readonly everyMs = EVERY_MS,
    private readonly now: () => number = () => performance.now(),
  ) {
    super();
  }

  override async evenly<Answer>(
    work: () => Promise<Answer>,
    isNo: (answer: Answer) => boolean,
    everyMs = this.everyMs,
  ): Promise<Answer> {
    // Timers count in whole milliseconds: rounded here, the work's fraction of one is not seen.
    const arrived = Math.ceil(this.now());
    const answer = await work();
    if (!isNo(answer)) return answer;
    const periods = Math.max(1, Math.ceil((this.now() - arrived) / everyMs));
    const leaves = arrived + periods * everyMs;
    for (let left = leaves - this.now(); left > 0; left = leaves - this.now()) {
      await passed(Math.ceil(left));
    }
    return answer;
  }
}

const passed = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
