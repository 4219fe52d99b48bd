export abstract class AnswerTimes {
  /**
   * Runs `work` and keeps back an answer that is a "no" until a time that depends on its arrival alone,
   * so that how long the work took tells nothing of whom it was about. Errors leave at once.
   */
  abstract evenly<Answer>(
    work: () => Promise<Answer>,
    isNo: (answer: Answer) => boolean,
  ): Promise<Answer>;
}
