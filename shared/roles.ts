import { z } from 'zod'
import type { ChangeBody, ChangeKind, Closing, HeldReason, QueryMove } from './change/change'

export const Role = z.enum([
  'nurse',
  'investigator',
  'monitor',
  'data-manager',
  'administrator',
  'participant',
  'system',
])
export type Role = z.output<typeof Role>

/** What an act is to a part of a casebook that is closed. */
type Stands =
  /** Says what happened to the participant: rests once it is frozen. */
  | 'data'
  /** Says what people think of it: goes on while it is frozen, and rests once it is locked. */
  | 'review'
  /** Decides about the closing itself, or about what came too late: never rests. */
  | 'always'

interface Right {
  readonly roles: readonly Role[]
  readonly stands: Stands
}

/**
 * Which role may assert which kind of change, for a participant of a site it is granted, and until when. The one table
 * that screens and server read. Sponsor roles never write a clinical value (E6(R3) 4.2; EMA 2023 guideline, control of
 * data); whoever administers writes nothing at all.
 */
const rights: { readonly [Kind in ChangeKind]: Right } = {
  enrol: { roles: ['nurse', 'investigator'], stands: 'data' },
  amend: { roles: ['nurse', 'investigator'], stands: 'data' },
  value: { roles: ['nurse', 'investigator', 'participant'], stands: 'data' },
  status: { roles: ['nurse', 'investigator'], stands: 'data' },
  confirm: { roles: ['nurse', 'investigator'], stands: 'data' },
  withdraw: { roles: ['nurse', 'investigator'], stands: 'data' },
  attach: { roles: ['nurse', 'investigator'], stands: 'data' },
  detach: { roles: ['nurse', 'investigator'], stands: 'data' },
  resolve: { roles: ['nurse', 'investigator', 'data-manager'], stands: 'data' },
  'dose-release': { roles: ['investigator'], stands: 'data' },
  eligibility: { roles: ['investigator'], stands: 'data' },
  request: { roles: ['nurse', 'investigator'], stands: 'data' },
  // An emergency waits for no lock to be opened (ICH E6(R3) 2.9).
  unblind: { roles: ['investigator'], stands: 'always' },
  query: { roles: ['nurse', 'investigator', 'monitor', 'data-manager'], stands: 'review' },
  verify: { roles: ['monitor'], stands: 'review' },
  unverify: { roles: ['monitor'], stands: 'review' },
  review: { roles: ['investigator'], stands: 'review' },
  sign: { roles: ['investigator'], stands: 'review' },
  lock: { roles: ['monitor', 'data-manager'], stands: 'always' },
  release: { roles: ['investigator', 'data-manager'], stands: 'always' },
  export: { roles: ['nurse', 'investigator', 'monitor', 'data-manager'], stands: 'always' },
  'redaction-request': { roles: ['investigator', 'monitor', 'data-manager'], stands: 'always' },
  'redaction-decision': { roles: ['investigator', 'data-manager'], stands: 'always' },
  // Of two sites: somebody of neither. A participant moves though their casebook is locked, and it stays locked.
  transfer: { roles: ['data-manager'], stands: 'always' },
  // The server's own: nobody pushes one.
  refuse: { roles: ['system'], stands: 'always' },
  randomise: { roles: ['system'], stands: 'always' },
  carried: { roles: ['system'], stands: 'always' },
  void: {
    roles: ['nurse', 'investigator', 'monitor', 'data-manager', 'administrator', 'participant', 'system'],
    stands: 'always',
  },
}

export const mayAssert = (role: Role, kind: ChangeKind): boolean => rights[kind].roles.includes(role)

/** Whether it says what happened to the participant, rather than what people think of it: nobody does untrained. */
export const saysData = (kind: ChangeKind): boolean => rights[kind].stands === 'data'

/** Whether a kind of change still counts in a part of a casebook that is so far closed. */
export function isOpenTo(kind: ChangeKind, closing: Closing): boolean {
  switch (rights[kind].stands) {
    case 'always':
      return true
    case 'review':
      return closing !== 'locked'
    case 'data':
      return closing === 'open'
  }
}

/** Whether somebody in this role may say such a thing of a part that is so far closed: what screens offer and the server takes. */
export const mayNow = (role: Role, kind: ChangeKind, closing: Closing): boolean =>
  mayAssert(role, kind) && isOpenTo(kind, closing)

const mayLeadTo: { readonly [To in Closing]: readonly Role[] } = {
  frozen: ['monitor', 'data-manager'],
  locked: ['data-manager'],
  open: ['data-manager'],
}

/** A monitor freezes what they have gone through; only a data manager locks, and opens again. */
export const mayClose = (role: Role, to: Closing): boolean => mayLeadTo[to].includes(role)

const strictness: { readonly [C in Closing]: number } = { open: 0, frozen: 1, locked: 2 }

/** How strict a closing is, to be compared with another's. */
export const strictnessOf = (closing: Closing): number => strictness[closing]

/** Whether going from one to the other opens something: it takes a reason, and the right to open. */
export const loosens = (from: Closing, to: Closing): boolean => strictness[to] < strictness[from]

/** Whether a role leads a part from one to the other. */
export const mayLead = (role: Role, from: Closing, to: Closing): boolean =>
  from !== to && mayClose(role, to) && (!loosens(from, to) || mayClose(role, 'open'))

const dataManagers: ReadonlySet<HeldReason> = new Set<HeldReason>([
  'after-lock',
  'after-signature-lock',
  // It came from a site that the participant has left, and belongs to another.
  'subject-transferred',
])

/**
 * Who decides about a change that was held: what came after a lock, or from a site that the participant has left, is the
 * data manager's; what is clinical the investigator's too.
 */
export const mayDecide = (role: Role, held: HeldReason | undefined): boolean =>
  held !== undefined && dataManagers.has(held) ? role === 'data-manager' : mayAssert(role, 'release')

const site: readonly Role[] = ['nurse', 'investigator']
const sponsor: readonly Role[] = ['monitor', 'data-manager']

/**
 * Whether a role approves what another asked to have blacked out: neither the site nor the sponsor takes anything out of
 * the trail alone (E6(R3) 4.2.2; EMA 2023 guideline, control of data).
 */
export const mayApproveRedaction = (role: Role, asker: Role): boolean =>
  mayAssert(role, 'redaction-decision') && site.includes(role) !== site.includes(asker)

const mayMove: { readonly [Move in QueryMove]: readonly Role[] } = {
  propose: [...site, ...sponsor],
  open: [...site, ...sponsor],
  answer: [...site, ...sponsor],
  close: sponsor,
  cancel: sponsor,
  reopen: sponsor,
}

/** The site answers and the sponsor judges the answer; whoever opened a query may also close, cancel and reopen it. */
export const mayMoveQuery = (role: Role, move: QueryMove, opener: boolean): boolean =>
  mayMove[move].includes(role) || (opener && mayAssert(role, 'query'))

/** As what somebody with several roles says something: as the one that may go furthest with it, or else the first. */
export function speaksAs(roles: readonly Role[], body: ChangeBody): Role | undefined {
  const may = roles.filter((role) => mayAssert(role, body.kind))
  return may.find((role) => goesFurthest(role, body)) ?? may[0] ?? roles[0]
}

function goesFurthest(role: Role, body: ChangeBody): boolean {
  switch (body.kind) {
    case 'lock':
      return mayClose(role, 'open')
    case 'query':
      return mayMoveQuery(role, body.move, false)
    case 'resolve':
      return role === 'investigator'
    case 'release':
      return mayDecide(role, 'after-lock')
    default:
      return true
  }
}

/** What a role may see and do besides writing changes. */
export type Ability =
  | 'read-casebook'
  | 'export'
  | 'travel'
  | 'see-all-sites'
  /** Who looked at a participant's record, for a participant who asks. */
  | 'see-access'
  | 'keep-ranges'
  | 'administer'
  | 'publish-study'
  | 'seal-randomisation'

const abilities: { readonly [R in Role]: readonly Ability[] } = {
  nurse: ['read-casebook', 'export', 'keep-ranges'],
  investigator: ['read-casebook', 'export', 'keep-ranges'],
  monitor: ['read-casebook', 'export', 'travel'],
  'data-manager': ['read-casebook', 'export', 'see-all-sites', 'see-access', 'keep-ranges', 'publish-study'],
  // Who makes the lists neither enters nor reviews anything they could bend.
  administrator: ['administer', 'seal-randomisation'],
  participant: [],
  system: [],
}

export const can = (role: Role, ability: Ability): boolean => abilities[role].includes(ability)
