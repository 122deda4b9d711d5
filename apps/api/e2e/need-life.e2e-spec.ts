import { type Input, inWorld, type Need, needInput, type Person, type Thing } from '@fagtorg/testing';

/** The acts of a manager, and a case worker's one, with what each needs to be said. */
const acts: Readonly<Record<string, Input>> = {
  submitNeed: {},
  returnNeed: { reason: 'Skriv hvor mange timer' },
  openNeed: {},
  holdNeed: { reason: 'Venter på budsjettet' },
  resumeNeed: {},
  withdrawNeed: { reason: 'Fikk hjelp av naboen' },
  closeNeed: { outcome: 'MET_OTHERWISE' },
  widenSearch: { scope: 'COUNTY', reason: 'Ingen i regionen' },
};

/** Where each act leads, by transitions.md; what is not here is refused. Widening moves nothing. */
const table: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  DRAFT: { submitNeed: 'SUBMITTED', openNeed: 'OPEN', closeNeed: 'CLOSED', widenSearch: 'DRAFT' },
  SUBMITTED: { returnNeed: 'RETURNED', openNeed: 'OPEN', closeNeed: 'CLOSED', widenSearch: 'SUBMITTED' },
  RETURNED: { submitNeed: 'SUBMITTED', openNeed: 'OPEN', closeNeed: 'CLOSED', widenSearch: 'RETURNED' },
  OPEN: { holdNeed: 'ON_HOLD', withdrawNeed: 'WITHDRAWN', closeNeed: 'CLOSED', widenSearch: 'OPEN' },
  ON_HOLD: { resumeNeed: 'OPEN', withdrawNeed: 'WITHDRAWN', closeNeed: 'CLOSED', widenSearch: 'ON_HOLD' },
  CLOSED: {},
  WITHDRAWN: {},
};

/** What a refused act must not have touched. Matching goes its own way meanwhile. */
const asItWas = ({ id, status, revision, history }: Thing): Partial<Thing> => ({ id, status, revision, history });

inWorld((world) => {
  const tolga = world.municipality('Tolga');
  const tynset = world.municipality('Tynset');
  /** Who submits is a case worker (transitions.md): a manager opens at once. */
  const whoMay = (act: string): Person => (act === 'submitNeed' ? tolga.caseWorker() : tolga.manager());
  const innlandet = world.organisation('34');
  const trondelag = world.organisation('50');

  /** A need that has come as far as a status. */
  const needIn: Readonly<Record<string, () => Promise<Need>>> = {
    DRAFT: () => tolga.manager().posts({ draft: true }),
    SUBMITTED: () => tolga.caseWorker().posts(),
    RETURNED: async () => tolga.manager().does('returnNeed', await tolga.caseWorker().posts(), { reason: 'Kort ned' }),
    OPEN: () => tolga.manager().posts(),
    ON_HOLD: async () => tolga.manager().does('holdNeed', await tolga.manager().posts()),
    CLOSED: async () => tolga.manager().does('closeNeed', await tolga.manager().posts(), { outcome: 'DUPLICATE' }),
    WITHDRAWN: async () => tolga.manager().does('withdrawNeed', await tolga.manager().posts(), { reason: 'Feil' }),
  };
  const inStatus = async (status: string): Promise<Need> => {
    const need = await needIn[status]?.();
    if (need?.status !== status) throw new Error(`The need is ${String(need?.status)}, not ${status}.`);
    return need;
  };

  describe.each(Object.keys(table))('a need that is %s', (status) => {
    it.each(Object.keys(acts))('answers to %s as the table says', async (act) => {
      const need = await inStatus(status);
      const leadsTo = table[status]?.[act];
      if (leadsTo === undefined) {
        expect((await whoMay(act).isRefused(act, need, acts[act])).code).toBe('ILLEGAL_TRANSITION');
        expect(await tolga.manager().need(need.id)).toMatchObject(asItWas(need));
      } else {
        expect(await whoMay(act).does(act, need, acts[act])).toMatchObject({ status: leadsTo, revision: need.revision + 1 });
      }
    });
  });

  it('goes from a case worker by way of a manager to everyone, and its steps are told', async () => {
    const drafted = await tolga.caseWorker().posts({ draft: true });
    const sent = await tolga.caseWorker().does('submitNeed', drafted);
    const returned = await tolga.manager().does('returnNeed', sent, { reason: 'Hvem betaler?' });
    const again = await tolga.caseWorker().does('submitNeed', returned);
    const open = await tolga.manager().does('openNeed', again);
    expect(open.history.map(({ from, to, reason, by }) => [from, to, reason, by.role])).toEqual([
      [null, 'DRAFT', null, 'CASE_WORKER'],
      ['DRAFT', 'SUBMITTED', null, 'CASE_WORKER'],
      ['SUBMITTED', 'RETURNED', 'Hvem betaler?', 'MANAGER'],
      ['RETURNED', 'SUBMITTED', null, 'CASE_WORKER'],
      ['SUBMITTED', 'OPEN', null, 'MANAGER'],
    ]);
    const fromOutside = await tynset.manager().need(open.id);
    expect(fromOutside?.history).toMatchObject([{ from: 'SUBMITTED', to: 'OPEN', reason: null, by: { role: 'MANAGER', name: null } }]);
  });

  describe('who may not', () => {
    const insiders: readonly (readonly [string, () => Person])[] = [
      ['a specialist of the borrower', () => tolga.specialist()],
      ["the borrower's administrator", () => tolga.orgAdmin()],
    ];
    const outsiders: readonly (readonly [string, () => Person])[] = [
      ...insiders,
      ['a manager of another municipality', () => tynset.manager()],
      ['a case worker of another municipality', () => tynset.caseWorker()],
      ['a broker of another county', () => trondelag.broker()],
      ["the county's broker", () => innlandet.broker()],
    ];

    it.each(outsiders)('%s posts nothing for the borrower', async (_, who) => {
      const refused = await who().isRefused('postNeed', null, needInput(tolga.code));
      expect(refused).toMatchObject({ code: 'FORBIDDEN', path: ['borrowerCode'] });
    });

    it.each(outsiders)('%s finds no draft, nothing submitted and nothing returned, whatever they try', async (_, who) => {
      for (const status of ['DRAFT', 'SUBMITTED', 'RETURNED']) {
        const need = await inStatus(status);
        expect(await who().need(need.id)).toBeNull();
        for (const act of Object.keys(acts)) expect((await who().isRefused(act, need, acts[act])).code).toBe('NOT_FOUND');
      }
    });

    it.each(outsiders)('%s may not move what is open', async (_, who) => {
      const need = await inStatus('OPEN');
      expect((await who().need(need.id))?.status).toBe('OPEN');
      for (const act of Object.keys(acts)) {
        if (act === 'widenSearch') continue;
        expect((await who().isRefused(act, need, acts[act])).code).toBe('FORBIDDEN');
      }
      expect(await tolga.manager().need(need.id)).toMatchObject(asItWas(need));
    });

    it('a manager submits nothing: they may open it', async () => {
      const draft = await inStatus('DRAFT');
      const refused = await tolga.manager().isRefused('submitNeed', draft);
      expect(refused).toMatchObject({ code: 'FORBIDDEN', message: expect.stringContaining('En leder kan åpne det selv') as string });
    });

    it('a case worker opens, returns, holds, withdraws and closes nothing, and revises no more once it is open', async () => {
      const submitted = await inStatus('SUBMITTED');
      for (const act of ['openNeed', 'returnNeed', 'closeNeed', 'widenSearch']) {
        expect((await tolga.caseWorker().isRefused(act, submitted, acts[act])).code).toBe('FORBIDDEN');
      }
      const open = await inStatus('OPEN');
      for (const act of ['holdNeed', 'withdrawNeed', 'closeNeed', 'widenSearch']) {
        expect((await tolga.caseWorker().isRefused(act, open, acts[act])).code).toBe('FORBIDDEN');
      }
    });
  });

  it('is widened by its manager or a broker whose county the region touches, with a reason, and nobody else', async () => {
    const need = await inStatus('OPEN');
    const wider = { scope: 'NEIGHBOUR_REGION', reason: 'Ingen svarte på to uker' };
    for (const who of [trondelag.broker(), tynset.manager(), tolga.specialist(), tolga.caseWorker()]) {
      expect((await who.isRefused('widenSearch', need, wider)).code).toBe('FORBIDDEN');
    }
    expect(await innlandet.broker().isRefused('widenSearch', need, { ...wider, reason: '  ' })).toMatchObject({
      code: 'INVALID_INPUT',
      path: ['reason'],
    });
    const widened = await innlandet.broker().does('widenSearch', need, wider);
    expect(widened).toMatchObject({ searchScope: 'NEIGHBOUR_REGION', status: 'OPEN' });
    expect(widened.history.at(-1)).toMatchObject({ reason: wider.reason, by: { role: 'BROKER' } });
    expect((await tolga.manager().does('widenSearch', widened, { scope: 'SAME_REGION', reason: 'Nok nå' })).searchScope).toBe(
      'SAME_REGION',
    );
  });
});
