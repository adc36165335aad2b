import { describe, expect, test } from 'vitest'
import { EventPath, FormPath, ItemPath } from '#shared/casebook/path'
import { ChangeBody, type ChangeKind, Closing } from '#shared/change/change'
import { Grant } from '#shared/protocol'
import { judge } from '#shared/review/hold'
import { Role, isOpenTo, mayAssert, mayClose, mayDecide } from '#shared/roles'
import { compileStudy } from '#shared/study/compile'
import { ruleStudy } from '../../support/rule-study'
import { Story, investigator, monitor, nurse } from '../../support/story'

/**
 * The whole table, written out once more by hand: who may assert what (n nurse, i investigator, m monitor, d data manager,
 * a administrator, p participant, s the server), and until when it counts.
 */
const table: { readonly [Kind in ChangeKind]: readonly [string, 'frozen' | 'locked' | 'never'] } = {
  enrol: ['ni', 'frozen'],
  amend: ['ni', 'frozen'],
  value: ['nip', 'frozen'],
  status: ['ni', 'frozen'],
  confirm: ['ni', 'frozen'],
  withdraw: ['ni', 'frozen'],
  attach: ['ni', 'frozen'],
  detach: ['ni', 'frozen'],
  resolve: ['nid', 'frozen'],
  'dose-release': ['i', 'frozen'],
  eligibility: ['i', 'frozen'],
  request: ['ni', 'frozen'],
  unblind: ['i', 'never'],
  query: ['nimd', 'locked'],
  verify: ['m', 'locked'],
  unverify: ['m', 'locked'],
  review: ['i', 'locked'],
  sign: ['i', 'locked'],
  lock: ['md', 'never'],
  release: ['id', 'never'],
  export: ['nimd', 'never'],
  'redaction-request': ['imd', 'never'],
  'redaction-decision': ['id', 'never'],
  transfer: ['d', 'never'],
  refuse: ['s', 'never'],
  randomise: ['s', 'never'],
  carried: ['s', 'never'],
  void: ['nimdaps', 'never'],
}
const letters: { readonly [R in Role]: string } = {
  ...{ nurse: 'n', investigator: 'i', monitor: 'm', 'data-manager': 'd' },
  ...{ administrator: 'a', participant: 'p', system: 's' },
}
const kinds = ChangeBody.options.map(({ shape }) => shape.kind.value)

test('the table is the one that screens and server read', () => {
  expect(Object.keys(table).sort()).toEqual([...kinds].sort())
  for (const kind of kinds) {
    const [roles, rests] = table[kind]
    for (const role of Role.options)
      expect([kind, role, mayAssert(role, kind)]).toEqual([kind, role, roles.includes(letters[role])])
    for (const closing of Closing.options) {
      const rest = closing === 'open' || rests === 'never' || (rests === 'locked' && closing === 'frozen')
      expect([kind, closing, isOpenTo(kind, closing)]).toEqual([kind, closing, rest])
    }
  }
})

test('who freezes, locks and opens, and who decides about what was held', () => {
  const who = (may: (role: Role) => boolean) =>
    Role.options
      .filter(may)
      .map((role) => letters[role])
      .join('')
  expect(Closing.options.map((to) => who((role) => mayClose(role, to)))).toEqual(['d', 'md', 'd'])
  expect(who((role) => mayDecide(role, 'after-lock'))).toBe('d')
  expect(who((role) => mayDecide(role, 'missing-reason'))).toBe('id')
})

const study = compileStudy(ruleStudy)
const form = FormPath.parse('SCR/VS')
const height = ItemPath.parse('SCR/VS/MAIN/HEIGHT')
const at = '2026-01-01T10:00:00Z'
const zero = '0'.repeat(64)

/** Something of each kind about the same place. */
const bodies: { readonly [Kind in ChangeKind]: object } = {
  enrol: { code: 'NL01-001' },
  amend: { from: zero, to: zero, forms: [] },
  value: { items: [{ path: height, bases: [], entry: { state: 'value', text: '171' } }] },
  status: { form, bases: [], status: 'complete' },
  confirm: { form, check: 'VS-01', evidence: [], reason: 'as in source' },
  withdraw: { scope: form, bases: [], reason: 'twice' },
  attach: {
    form,
    file: { title: 'ECG', type: 'image/png', bytes: 1, sha256: zero, chunks: [zero], blackened: 0 },
  },
  detach: { form, attachment: `${nurse.device}:1`, reason: 'twice' },
  resolve: { path: height, bases: [`${nurse.device}:1`], entry: { state: 'blank' }, reason: 'as in source' },
  'dose-release': {
    ...{ event: EventPath.parse('SCR'), agent: 'LU177', planned: '2026-01-02', decision: 'HOLD', evidence: [] },
    ...{ conditions: [{ code: 'X', verdict: 'met' }], key: 'k', signature: 's' },
  },
  eligibility: {},
  request: { act: 'randomise', strata: [] },
  unblind: { allocation: `${nurse.device}:1`, reason: 'coma' },
  query: { query: '0198c0de-0000-7000-8000-0000000000c1', scope: form, bases: [], move: 'open', text: 'why?' },
  verify: { scope: form, heads: [`${nurse.device}:1`] },
  unverify: { scope: form, verifications: [`${nurse.device}:1`], reason: 'wrong chart' },
  review: { form, heads: [] },
  sign: { meaning: 'data-correct', scopes: [{ scope: form, content: zero }], key: 'k', signature: 's' },
  lock: { scope: height, bases: [], closing: 'frozen' },
  export: { format: 'csv', asOf: at, participants: 1, part: false, rows: 1, bytes: 1, sha256: zero },
  release: { target: `${nurse.device}:1`, scopes: [form], decision: 'decline', reason: 'late' },
  'redaction-request': {
    targets: [{ change: `${nurse.device}:1`, places: ['items/0/reason'], original: zero, remaining: zero }],
    ...{ scopes: [form], reason: 'a name' },
  },
  'redaction-decision': { request: `${nurse.device}:1`, scopes: [form], decision: 'decline', reason: 'no name' },
  refuse: { request: `${nurse.device}:1`, reasons: [{ code: 'site-full' }] },
  randomise: { request: `${nurse.device}:1`, number: '1', strata: [], signatures: [], evidence: [] },
  transfer: { to: 'FR01', reason: 'moved house' },
  carried: { change: {}, receipt: {} },
  void: { refused: zero },
}

/** What refuses for who and where, and what for when; the rest depends on what is said. */
const places = [
  ['own site', 'NL01', ruleStudy.study.id, undefined],
  ['another site', 'FR01', ruleStudy.study.id, 'site-not-granted'],
  ['another study', 'NL01', 'NCT00000001', 'site-not-granted'],
] as const

describe.each(kinds.filter((kind) => !['eligibility', 'carried', 'void'].includes(kind)))('%s', (kind) => {
  const body = ChangeBody.parse({ kind, ...bodies[kind] })
  const cases = Role.options.flatMap((role) =>
    places.flatMap(([place, site, granted, elsewhere]) =>
      Closing.options.map((closing) => {
        const late = !isOpenTo(kind, closing)
        // What only the server says is never pushed, whoever's name is on it.
        const pushed = kind !== 'refuse' && kind !== 'randomise'
        const expected =
          elsewhere ?? (pushed && mayAssert(role, kind) ? (late ? 'after-lock' : 'neither') : 'wrong-role')
        return { role, place, site, granted, closing, expected }
      }),
    ),
  )
  test.each(cases)('$role at $place while it is $closing: $expected', ({ role, site, granted, closing, expected }) => {
    const story = new Story(study.id, ruleStudy.study.id)
    if (closing !== 'open') story.says({ ...monitor, role: 'data-manager' }, at, lockAll(closing))
    const scratch = new Story(study.id, ruleStudy.study.id)
    scratch.says({ ...investigator, role }, at, body)
    const [logged] = scratch.log()
    if (!logged) throw new Error('nothing was said')
    const reason = judge(logged.change, {
      ...{ now: at, study, casebook: story.casebook() },
      grants: [Grant.parse({ study: granted, site, role, from: '2025-01-01T00:00:00Z' })],
      approved: (id) => (id === study.id ? { study, on: '2026-01-01' } : undefined),
      versionsAt: () => [study.id],
    })
    const deciding = ['wrong-role', 'site-not-granted', 'after-lock']
    // A role that may say such things may still not say this one, which is judged where that is tried.
    expect(reason && deciding.includes(reason) ? reason : 'neither').toBe(expected)
  })
})

const lockAll = (closing: 'frozen' | 'locked') => ChangeBody.parse({ kind: 'lock', scope: '', bases: [], closing })
