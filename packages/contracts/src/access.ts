import { Role } from './actor.ts';
import { readingOf } from './dossier-access.ts';
import { refuse } from './refuse.ts';

/** The part that an actor's unit has in a dossier: it receives it, decides it, gives its opinion, or carries it. */
export type Part = 'one-stop' | 'agency' | 'consulted' | 'post';

/** Of a part's people those who do it; the others have to insist. `by-process`: whom the procedure's process names. */
export type Doers = readonly Role[] | 'by-process';

/**
 * Who may use a route, and how far. The one table of access is the column of grants in `routes`: the edge admits by it,
 * deciders take their roles from `doers`, `ACCESS.md` is written from it, and a test walks every route with every role.
 *
 * - `open`: also who shows no token. `signed-in`: whoever shows one.
 * - `roles`: these, whatever it is about.
 * - `reading`: these, about the dossiers that `readingOf` gives each.
 * - `acting`: people in office whose unit has this part in the dossier (nobody of another unit, ever): the doers, and
 *   the others by insisting, but where it says `strictly`; the applicant, where said, in a dossier that he submitted.
 */
export type Grant =
  | { readonly kind: 'open' | 'signed-in' }
  | { readonly kind: 'roles' | 'reading'; readonly roles: readonly Role[] }
  | {
      readonly kind: 'acting';
      readonly by: Readonly<Partial<Record<Part, Doers>>>;
      readonly applicant?: true;
      readonly strictly?: true;
    };

/** Who does which kind of work at a unit without having to insist (DOMAIN §2). */
export const doers = {
  counter: ['clerk', 'one-stop-head'],
  agency: ['officer', 'head'],
  head: ['head'],
  consulted: ['coordinator', 'officer', 'head'],
  post: ['postal'],
} as const satisfies Readonly<Record<string, readonly Role[]>>;

/** People of units, who act in dossiers. */
const office: readonly Role[] = ['clerk', 'one-stop-head', 'officer', 'head', 'coordinator', 'postal'];

/** Who takes petitions in, and answers them: whoever is of a counter or an agency. */
const handlers: readonly Role[] = ['clerk', 'one-stop-head', 'officer', 'head', 'coordinator'];

const only = (...roles: readonly Role[]): Grant => ({ kind: 'roles', roles });
const reading = (...roles: readonly Role[]): Grant => ({ kind: 'reading', roles });
const free = (kind: 'open' | 'signed-in'): Grant => ({ kind });
const acting = (
  by: Readonly<Partial<Record<Part, Doers>>>,
  options: { readonly applicant?: true; readonly strictly?: true } = {},
): Grant => ({ kind: 'acting', by, ...options });

/** Every grant there is, by name. */
export const may = {
  open: free('open'),
  signedIn: free('signed-in'),
  register: only('registrar'),
  operate: only('operator'),
  watch: only('operator', 'inspector'),
  inspect: only('inspector', 'operator'),
  seeReads: only('inspector'),
  /** Inspectors; and heads, of their own unit. */
  conduct: only('inspector', 'head', 'one-stop-head'),
  /** What units need of their own dossiers for packs of their own; they are not told who read, or complained. */
  seeBeside: reading('inspector', 'head', 'one-stop-head'),
  readEvidence: reading('inspector', 'operator', 'head', 'one-stop-head'),
  replyToInspection: only('head', 'one-stop-head'),
  seeInspections: only('inspector', 'head', 'one-stop-head'),
  /** Whoever inspects, and nobody of those who are inspected. */
  review: only('inspector'),
  /** Witnesses: the inspectorate and the post, each with a key of its own. */
  cosign: only('inspector', 'postal'),
  destroySeals: only('privacy-officer'),
  seeLogs: only(...office, 'inspector', 'operator', 'registrar'),
  /** Every role that reads any dossier at all. */
  read: reading(...Role.options.filter((role) => readingOf[role].dossiers !== 'none')),
  readInOffice: reading(...office, 'inspector', 'operator'),
  /** With who applies in it: the post has its waybill. */
  readPapers: reading('applicant', ...office, 'inspector'),
  readRegister: reading('clerk', 'one-stop-head', 'inspector'),
  /** Who prints and posts them, and who inspects that. */
  readLetters: reading('clerk', 'one-stop-head', 'inspector'),
  seePost: only('clerk', 'one-stop-head', 'postal', 'inspector', 'operator'),
  readShipments: reading('clerk', 'one-stop-head', 'postal', 'inspector', 'operator'),
  /** Of whose unit it has to be, and who has to insist, its decider says. */
  petition: only('applicant', ...handlers),
  handlePetitions: only(...handlers),
  readPetitions: reading('applicant', ...handlers, 'inspector', 'operator'),
  counter: acting({ 'one-stop': doers.counter }),
  counterOrApplicant: acting({ 'one-stop': doers.counter }, { applicant: true }),
  agency: acting({ agency: doers.agency }),
  agencyOrCounter: acting({ agency: doers.agency, 'one-stop': doers.counter }),
  head: acting({ agency: doers.head }),
  signer: acting({ agency: 'by-process' }),
  process: acting({ agency: 'by-process', 'one-stop': 'by-process' }),
  consulted: acting({ agency: doers.consulted, consulted: doers.consulted }),
  post: acting({ post: doers.post }),
  /** A collection begins before any counter knows of the dossier: nobody but the post can have it. */
  collect: acting({ post: doers.post }, { strictly: true }),
  postOrCounter: acting({ post: doers.post, 'one-stop': doers.counter }),
} satisfies Readonly<Record<string, Grant>>;

/** Whether somebody gets past the edge; `undefined` is who shows no token. Units and dossiers are the services'. */
export function admits(grant: Grant, role: string | undefined): boolean {
  const admitted: readonly string[] = admittedBy(grant);
  return role === undefined ? grant.kind === 'open' : admitted.includes(role);
}

/** All roles that a grant admits. */
export function admittedBy(grant: Grant): readonly Role[] {
  switch (grant.kind) {
    case 'open':
    case 'signed-in':
      return Role.options;
    case 'acting': {
      const doing = Object.values(grant.by).flatMap((some) => (some === 'by-process' ? [] : some));
      const people = grant.strictly ? doing : office;
      return grant.applicant ? ['applicant', ...people] : people;
    }
    default:
      return grant.roles;
  }
}

/** Refuses `RoleNotAllowed` to whom a grant does not admit; the platform itself asks whatever it needs. */
export function requireAdmitted({ role }: { readonly role: string }, grant: Grant): void {
  if (role !== 'system' && !admits(grant, role)) refuse('RoleNotAllowed', { role });
}
