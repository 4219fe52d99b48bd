export abstract class AnswerTimes {
  /**
   * Runs `work` and keeps back an answer that is a "no" until a time that depends on its arrival alone,
   * so that how long the work took tells nothing of whom it was about. Errors leave at once.
   * `everyMs`: for work that may take longer than the usual; a "no" leaves at multiples of that time.
   */
  abstract evenly<Answer>(
    work: () => Promise<Answer>,
    isNo: (answer: Answer) => boolean,
    everyMs?: number,
  ): Promise<Answer>;
}
