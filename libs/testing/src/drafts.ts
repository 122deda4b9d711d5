/** Input as it goes over the wire. */
export type Input = Readonly<Record<string, unknown>>;

/** The day that every world begins on, a Monday. */
export const TODAY = '2026-11-23';

/** A need that its borrower could post on TODAY: Scenario 2's planner, 120 hours before 15 March. */
export const needInput = (borrowerCode: string, more: Input = {}): Input => ({
  borrowerCode,
  title: 'Planlegger til samfunnsdelen',
  description: 'Kommuneplanens samfunnsdel skal rulleres.',
  requirements: [{ competenceId: 'plan.samfunnsdel', level: 'PROFICIENT', mandatory: true }],
  minutesTotal: 7200,
  period: { from: '2027-01-04', to: '2027-03-14' },
  answerBy: '2026-12-18',
  ...more,
});

/** An offer that suits that need, from a municipality near enough: ten hours a week. */
export const offerInput = (lenderCode: string, more: Input = {}): Input => ({
  lenderCode,
  headline: 'Samfunnsplanlegger',
  competences: [{ competenceId: 'plan.samfunnsdel', level: 'EXPERT', evidence: 'Master i samfunnsplanlegging' }],
  availability: [{ period: { from: '2027-01-04', to: '2027-06-30' }, minutesPerWeek: 600 }],
  ...more,
});
