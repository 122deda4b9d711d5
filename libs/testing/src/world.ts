import type { Behind } from './behind.js';
import { type Contract, readContract } from './contract.js';
import { TODAY } from './drafts.js';
import { Person } from './person.js';
import { startSystem, type System, type SystemOptions } from './system.js';

/** Who works in an organisation of the demonstration. */
export interface Organisation {
  readonly code: string;
  manager(): Person;
  caseWorker(): Person;
  specialist(number?: 1 | 2): Person;
  orgAdmin(): Person;
  broker(): Person;
}

/** Norway on Monday 23 November 2026: the API and its workers run as processes of their own, and people use them. */
export class World {
  private begun: { readonly system: System; readonly contract: Contract } | null = null;

  constructor(private readonly options: SystemOptions) {}

  async begin(): Promise<void> {
    const system = await startSystem(this.options);
    this.begun = { system, contract: await readContract(`${system.url}/graphql`) };
    await this.becomes(TODAY);
  }

  /** Answers what the API could not explain: nothing, if all went well. */
  async end(): Promise<string[]> {
    const faults = await this.begun?.system.stop();
    this.begun = null;
    return faults ?? [];
  }

  // ---------------------------------------------------------- who lives in it

  /** A municipality by its name, or by its number where two share a name. */
  municipality(name: string): Organisation {
    return this.staffOf(() => this.contract.municipalities.get(name) ?? name);
  }

  /** A county by its number, or an inter-municipal body by its code. */
  organisation(code: string): Organisation {
    return this.staffOf(() => code);
  }

  /** Somebody who is not signed in. */
  anybody(): Person {
    return this.person(null, () => '');
  }

  private staffOf(code: () => string): Organisation {
    const staff = (account: string) => (): Person => this.person(account, code);
    return {
      get code() {
        return code();
      },
      manager: staff('manager'),
      caseWorker: staff('caseworker'),
      specialist: (number = 1) => this.person(`specialist${number}`, code),
      orgAdmin: staff('orgadmin'),
      broker: staff('broker'),
    };
  }

  private person(account: string | null, code: () => string): Person {
    return new Person({
      url: () => this.url,
      organisation: code,
      contractOf: (mutation) => {
        const contract = this.contract.mutations.get(mutation);
        if (!contract) throw new Error(`There is no mutation ${mutation}.`);
        return contract;
      },
      credentials: async () =>
        account === null ? {} : { authorization: `Bearer ${await this.system.tokenOf(`${account}@${code()}.example`)}` },
    });
  }

  // ---------------------------------------------------------- how it goes on

  /** Makes it noon of another day. */
  becomes(day: string): Promise<void> {
    return this.behind.setClock(`${day} 12:00 Europe/Oslo`);
  }

  /** Waits until everything that was asked for has had its effect. */
  settles(): Promise<void> {
    return this.behind.until('SELECT count(*) FROM outbox WHERE done_at IS NULL AND parked_at IS NULL', 0);
  }

  /** Waits until a sweep that begins from now on has found all that is due, and that is done. */
  async isSwept(): Promise<void> {
    const sweep = await this.behind.number(`
      INSERT INTO outbox (job, key, payload) VALUES ('sweep', 'sweep', '{}')
      ON CONFLICT (job, key) WHERE dispatched_at IS NULL AND done_at IS NULL DO UPDATE SET requested_at = now() RETURNING id`);
    await this.behind.until(`SELECT count(done_at) FROM outbox WHERE id = ${sweep}`, 1);
    await this.settles();
  }

  get url(): string {
    return `${this.system.url}/graphql`;
  }

  /** Numbers of all municipalities. */
  get municipalities(): readonly string[] {
    return [...this.contract.municipalities.values()];
  }

  get behind(): Behind {
    return this.system.behind;
  }

  get system(): System {
    return this.now.system;
  }

  private get contract(): Contract {
    return this.now.contract;
  }

  private get now(): { readonly system: System; readonly contract: Contract } {
    if (!this.begun) throw new Error('The world has not begun.');
    return this.begun;
  }
}
