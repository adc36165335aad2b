import { describe, expect, test } from 'vitest'
import type { Casebook } from '#shared/casebook/casebook'
import { headRefs } from '#shared/casebook/derive'
import { FormPath, ItemPath, type Scope, Scope as Scopes, groupOf } from '#shared/casebook/path'
import { verificationOf } from '#shared/casebook/verified'
import { ChangeBody, type Closing, type HeldReason, QueryId, refOf } from '#shared/change/change'
import { Grant } from '#shared/protocol'
import { closedHere } from '#shared/review/closing'
import { judge } from '#shared/review/hold'
import { queriesIn } from '#shared/review/queries'
import { signedContent } from '#shared/review/signed-content'
import { needsSigning } from '#shared/review/signing'
import { verifying } from '#shared/review/verification'
import { compileStudy } from '#shared/study/compile'
import { StudyVersion } from '#shared/study/definition'
import { ruleStudy } from '../../support/rule-study'
import { type Narrator, Story, dataManager, investigator, monitor, nurse, secondNurse } from '../../support/story'

/**
 * Two people act on the same thing, each on a device of their own and out of sight of the other. Whoever reaches the
 * server first: nothing is lost, and what may not stand is kept, held, with its reason.
 */

const study = compileStudy(
  StudyVersion.parse({ ...ruleStudy, signing: [...ruleStudy.signing, { form: 'VS', meaning: 'data-correct' }] }),
)
const vitals = FormPath.parse('SCR/VS')
const height = ItemPath.parse('SCR/VS/MAIN/HEIGHT')
const weight = ItemPath.parse('SCR/VS/MAIN/WEIGHT')
const query = QueryId.parse('0198c0de-0000-7000-8000-0000000000c1')
const at = '2026-01-01T10:00:00Z'

/** What somebody does from where the casebook stands. */
type Act = readonly [Narrator, (seen: Casebook) => ChangeBody]

const formIn = (casebook: Casebook) => {
  const state = casebook.forms.get(vitals)
  if (!state) throw new Error('nothing was entered')
  return state
}
const basesOf = (casebook: Casebook, item: ItemPath) =>
  casebook.forms
    .get(vitals)
    ?.items.get(item)
    ?.heads.map(({ ref }) => ref) ?? []
const entry = (text: string) => ({ state: 'value', text })

const edits = (text: string, who = nurse, item = height): Act => [
  who,
  (seen) =>
    ChangeBody.parse({
      kind: 'value',
      items: [{ path: item, bases: basesOf(seen, item), entry: entry(text), reason: 'misread' }],
    }),
]
const closes = (closing: Closing, reason?: string, scope: string = vitals): Act => [
  dataManager,
  (seen) => {
    const bases = scope === vitals ? (closedHere(seen, vitals)?.heads ?? []) : []
    return ChangeBody.parse({ kind: 'lock', scope, bases, closing, ...(reason && { reason }) })
  },
]
const signing = (scope: Scope): Act => [
  investigator,
  (seen) => ({
    ...{ kind: 'sign', meaning: 'data-correct', key: 'k', signature: 's' },
    scopes: [{ scope, content: signedContent(seen, scope) }],
  }),
]
const signs = signing(vitals)
const verifies: Act = [
  monitor,
  (seen) => {
    const body = verifying(formIn(seen), vitals)
    if (!body) throw new Error('nothing to verify')
    return body
  },
]
const reviews: Act = [
  investigator,
  (seen) => ({ kind: 'review', form: vitals, heads: [...headRefs(vitals, formIn(seen).items)] }),
]
const completes: Act = [secondNurse, () => ({ kind: 'status', form: vitals, bases: [], status: 'complete' })]
const withdraws: Act = [
  secondNurse,
  (seen) => ({ kind: 'withdraw', scope: vitals, bases: basesOf(seen, height), reason: 'wrong participant' }),
]
const moves = (who: Narrator, move: 'open' | 'answer' | 'close' | 'cancel'): Act => [
  who,
  (seen) => {
    const bases = seen.forms.get(vitals)?.queries.find(({ id }) => id === query)?.heads ?? []
    return { kind: 'query', query, scope: weight, bases: [...bases], move, text: 'the weight?' }
  },
]
const decides = (text: string, who = dataManager): Act => [
  who,
  (seen) => ({
    ...{ kind: 'resolve', path: height, bases: basesOf(seen, height), reason: 'as in source' },
    entry: { state: 'value', text },
  }),
]
/** One of three values is passed over. */
const decidesHalf: Act = [
  dataManager,
  (seen) => ({
    ...{ kind: 'resolve', path: height, bases: basesOf(seen, height).slice(0, 2), reason: 'as in source' },
    entry: { state: 'value', text: '171' },
  }),
]
const letsIn = (story: Story): ChangeBody => {
  const [waiting] = formIn(story.casebook()).held
  if (!waiting) throw new Error('nothing waits')
  const target = refOf(waiting.change)
  return { kind: 'release', target, scopes: [height], decision: 'release', reason: 'read before' }
}

const grants = [nurse, investigator, monitor, dataManager].map(({ role }) =>
  Grant.parse({ study: ruleStudy.study.id, site: 'NL01', role, from: '2025-01-01T00:00:00Z' }),
)

const headOf = (story: Story): number => Math.max(0, ...story.log().map(({ receipt }) => receipt?.seq ?? 0))

/** Lets a change reach the server, which judges it in sight of all that came before; its author had read up to `seen`. */
function arrives(story: Story, who: Narrator, body: ChangeBody, seen = headOf(story)): HeldReason | undefined {
  const before = story.casebook()
  const scratch = new Story(study.id, ruleStudy.study.id)
  scratch.says(who, at, body)
  const [made] = scratch.log()
  if (!made) throw new Error('nothing was said')
  const n = 1 + story.log().filter(({ change }) => change.device === who.device).length
  const held = judge(
    { ...made.change, n, ...(seen > 0 && { seen }) },
    {
      ...{ now: '2026-03-01T10:00:00Z', grants, study, casebook: before },
      approved: (id) => (id === study.id ? { study, on: '2026-01-01' } : undefined),
    },
  )
  story.says(who, at, body, held ? { held } : {})
  return held
}

/** Plays what came before, then both acts, each done without sight of the other, in the order of their arrival. */
function meet(before: readonly Act[], first: Act, second: Act) {
  const story = told(before)
  const seen = story.casebook()
  const head = headOf(story)
  const said = [first, second].map(([who, act]) => [who, act(seen)] as const)
  const held = said.map(([who, body]) => arrives(story, who, body, head))
  return { story, held, casebook: story.casebook(), form: formIn(story.casebook()) }
}

function told(acts: readonly Act[]): Story {
  const story = new Story(study.id, ruleStudy.study.id)
  for (const [who, act] of acts) expect(arrives(story, who, act(story.casebook()))).toBeUndefined()
  return story
}
const headsIn = (story: Story, scope: Scope) => headRefs(scope, formIn(story.casebook()).items)

const filled: readonly Act[] = [edits('170'), [nurse, completes[1]]]

interface Row {
  readonly name: string
  readonly before: readonly Act[]
  readonly a: Act
  readonly b: Act
  /** What each is held for, a first and b first. */
  readonly aFirst: readonly [HeldReason | undefined, HeldReason | undefined]
  readonly bFirst: readonly [HeldReason | undefined, HeldReason | undefined]
}
const both: Row['aFirst'] = [undefined, undefined]
const row = (
  name: string,
  before: readonly Act[],
  a: Act,
  b: Act,
  aFirst: Row['aFirst'] = both,
  bFirst = both,
): Row => ({
  ...{ name, before, a, b, aFirst, bFirst },
})
const late: Row['aFirst'] = [undefined, 'after-lock']
const illegal: Row['aFirst'] = [undefined, 'illegal-transition']
const begins: Act = [
  secondNurse,
  () =>
    ChangeBody.parse({
      kind: 'value',
      items: [{ path: 'LOG/AE:0198c0de-0000-7000-8000-000000000001/EVENT/AETERM', bases: [], entry: entry('Nausea') }],
    }),
]
const secondInvestigator: Narrator = { ...investigator, device: secondNurse.device, user: secondNurse.user }
/** Two values for one item, whose authors knew nothing of each other: the second is put in as if nobody had said anything. */
const disputed: readonly Act[] = [
  edits('171'),
  [secondNurse, () => ChangeBody.parse({ kind: 'value', items: [{ path: height, bases: [], entry: entry('172') }] })],
  [nurse, completes[1]],
]
const illegalFirst: Row['aFirst'] = ['illegal-transition', undefined]
const overlooked: Act = [
  nurse,
  () => ChangeBody.parse({ kind: 'value', items: [{ path: height, bases: [], entry: entry('173') }] }),
]
const frozen = [...filled, closes('frozen')]
const asked = [...filled, moves(monitor, 'open')]

const rows: readonly Row[] = [
  row('an edit and a signature', filled, edits('171'), signs, both, late),
  row('an edit and a signature of the visit', filled, edits('171'), signing(Scopes.parse('SCR')), both, late),
  row('an edit and a signature of the casebook', filled, edits('171'), signing(''), both, late),
  row('an edit of one item and a signature of another', filled, edits('70', nurse, weight), signing(height)),
  row('another form and a signature of the casebook', filled, begins, signing(''), illegal, late),
  row('another form and a signature of this one', filled, begins, signs),
  row('a withdrawal and a signature', filled, withdraws, signs, both, late),
  row('a decision between two values and a signature', disputed, decides('171'), signs, both, illegalFirst),
  row(
    'a decision between two values and an edit of them',
    disputed,
    decides('171'),
    edits('173'),
    illegal,
    illegalFirst,
  ),
  row('two decisions between two values', disputed, decides('171'), decides('172', secondInvestigator)),
  row('two decisions that say the same', disputed, decides('171'), decides('171', secondInvestigator)),
  row('an edit and a freeze', filled, edits('171'), closes('frozen'), both, late),
  row('an edit and a lock', filled, edits('171'), closes('locked'), both, late),
  row('an edit and a lock of the visit', filled, edits('171'), closes('locked', undefined, 'SCR'), both, late),
  row('an edit and a lock of the casebook', filled, edits('171'), closes('locked', undefined, ''), both, late),
  row('an edit and a verification', filled, edits('171'), verifies),
  row('an edit and a review', filled, edits('171'), reviews),
  row('an edit and a withdrawal', filled, edits('171'), withdraws),
  row('an edit and a completion', [edits('170')], edits('171'), completes),
  row('two edits', filled, edits('171'), edits('172', secondNurse)),
  row('two edits that say the same', filled, edits('171'), edits('171', secondNurse)),
  row('a signature and a freeze', filled, signs, closes('frozen')),
  row('a signature and a lock', filled, signs, closes('locked'), both, late),
  row('a verification and a lock', filled, verifies, closes('locked'), both, late),
  row('a query and a lock', filled, moves(monitor, 'open'), closes('locked'), illegal, late),
  row('an answer and a close', asked, moves(nurse, 'answer'), moves(monitor, 'close')),
  row('an answer and a cancellation', asked, moves(nurse, 'answer'), moves(monitor, 'cancel')),
  row('a freeze and a lock', filled, closes('frozen'), [secondManager(), closes('locked')[1]]),
  row('a lock and an opening', frozen, closes('locked'), [secondManager(), closes('open', 'a result came late')[1]]),
  row('an edit and an opening', frozen, edits('171'), closes('open', 'late'), ['after-lock', undefined], both),
]
function secondManager(): Narrator {
  return { ...dataManager, device: secondNurse.device, user: secondNurse.user }
}

describe.each(rows)('$name, out of sight of each other', ({ before, a, b, aFirst, bFirst }) => {
  test.each([
    ['the first arrives first', a, b, aFirst],
    ['the second arrives first', b, a, bFirst],
  ])('%s', (_, first, second, expected) => {
    const { held, story, casebook } = meet(before, first, second)
    expect(held).toEqual(expected)
    // Both are in the log, and every device makes the same of them in whatever order it learns of them.
    expect(story.log().length).toBe(before.length + 2)
    const log = [casebook.own, ...casebook.forms.values()].flatMap((part) => [...part.log.keys()])
    expect(new Set(log).size).toBe(before.length + 2)
  })
})

const orders = <T>(a: T, b: T) =>
  [
    [a, b],
    [b, a],
  ] as const

describe('what both of them find afterwards', () => {
  const asksAgain = (casebook: Casebook) => needsSigning(study, casebook).find(({ scope }) => scope === vitals)?.why
  const tellsOf = (casebook: Casebook) => {
    const { signatures, items } = formIn(casebook)
    return { intact: signatures.map(({ intact }) => intact), value: items.get(height)?.value }
  }

  test('an entry that came before the signature breaks it: the signature is kept and asked for again (P11-13)', () => {
    const { casebook } = meet(filled, edits('171'), signs)
    expect(tellsOf(casebook)).toMatchObject({ intact: [false], value: { text: '171' } })
    expect(asksAgain(casebook)).toMatchObject({ kind: 'changed', signature: { author: investigator.user } })
  })

  test('an entry whose author did not know of the signature waits: the signature stands until the data manager lets it in', () => {
    const { casebook, form, story } = meet(filled, signs, edits('171'))
    expect(tellsOf(casebook)).toMatchObject({ intact: [true], value: { text: '170' } })
    expect(asksAgain(casebook)).toBeUndefined()
    expect(form.items.get(height)).toMatchObject({ held: true, history: { length: 2 } })
    expect(arrives(story, investigator, letsIn(story))).toBe('wrong-role')
    expect(arrives(story, dataManager, letsIn(story))).toBeUndefined()
    expect(tellsOf(story.casebook())).toMatchObject({ intact: [false], value: { text: '171' } })
    expect(asksAgain(story.casebook())).toMatchObject({ kind: 'changed' })
  })

  test('an entry whose author knew of the signature counts and breaks it', () => {
    const story = told([...filled, signs])
    const [who, act] = edits('171')
    expect(arrives(story, who, act(story.casebook()))).toBeUndefined()
    expect(tellsOf(story.casebook())).toMatchObject({ intact: [false], value: { text: '171' } })
  })

  test('on one device everybody knows of what was signed there, sent or not', () => {
    const story = told([...filled, signs])
    const [, act] = edits('171', { ...nurse, device: investigator.device })
    expect(arrives(story, { ...nurse, device: investigator.device }, act(story.casebook()), 0)).toBeUndefined()
  })

  test.each([
    ['a row', ItemPath.parse('SCR/VS/READS:0198c0de-0000-7000-8000-00000000000a/SYSBP')],
    ['the form', height],
  ])('what takes %s out of what is signed breaks the signature', (_, item) => {
    const story = told([...filled, edits('120', nurse, item), signs])
    const scope = item === height ? vitals : groupOf(item)
    const body: ChangeBody = { kind: 'withdraw', scope, bases: [...headsIn(story, scope)], reason: 'twice' }
    expect(arrives(story, nurse, body)).toBeUndefined()
    expect(formIn(story.casebook()).withdrawn).toEqual([scope])
    expect(tellsOf(story.casebook()).intact).toEqual([false])
  })

  test.each(orders(edits('171'), verifies))('what was verified is not what stands there', (first, second) => {
    const { form } = meet(filled, first, second)
    const item = form.items.get(height)
    expect(item && verificationOf(form)(item)).toMatchObject({ current: false })
  })

  test.each(orders(edits('171'), reviews))('what was reviewed is not what stands there', (first, second) => {
    expect(meet(filled, first, second).form.reviews.map(({ current }) => current)).toEqual([false])
  })

  test.each(orders(edits('171'), withdraws))(
    'a form that somebody edits beside its withdrawal stays',
    (first, second) => {
      expect(meet(filled, first, second).form.withdrawn).toEqual([])
    },
  )

  test.each(orders(edits('171'), edits('172', secondNurse)))(
    'neither value counts, a query opens by itself and the site is asked, until somebody decides',
    (a, b) => {
      const { form, story } = meet(filled, a, b)
      expect(form.items.get(height)).toMatchObject({ contested: true, value: undefined, heads: { length: 2 } })
      const asked = queriesIn(study, story.casebook(), '2026-03-01').filter(({ origin }) => origin === 'contested')
      expect(asked).toMatchObject([{ scope: height, status: 'open', turn: 'site' }])
      // A third value, put there out of sight of the decision, is not decided about.
      const third: ChangeBody = {
        kind: 'value',
        items: [{ path: height, bases: [], entry: { state: 'value', text: '173' } }],
      }
      const before = headOf(story)
      expect(arrives(story, dataManager, decides('171')[1](story.casebook()))).toBeUndefined()
      expect(formIn(story.casebook()).items.get(height)?.value).toMatchObject({ text: '171' })
      expect(arrives(story, nurse, third, before)).toBeUndefined()
      expect(formIn(story.casebook()).items.get(height)?.contested).toBe(true)
    },
  )

  test.each(orders(edits('171'), edits('171', secondNurse)))(
    'two entries that say the same are one value, with both in the history and nothing asked',
    (a, b) => {
      const { casebook, form } = meet(filled, a, b)
      expect(form.items.get(height)).toMatchObject({ contested: false, value: { text: '171' }, history: { length: 3 } })
      expect(queriesIn(study, casebook, '2026-03-01').filter(({ origin }) => origin === 'contested')).toEqual([])
    },
  )

  test.each(orders(decides('171'), decides('172', secondInvestigator)))(
    'two decisions that differ are two values again, asked about once, and decided by one that names both',
    (a, b) => {
      const { form, story } = meet(disputed, a, b)
      expect(form.items.get(height)).toMatchObject({ contested: true, value: undefined, heads: { length: 2 } })
      expect(form.queries.filter(({ origin }) => origin === 'contested')).toHaveLength(1)
      expect(arrives(story, dataManager, decides('172')[1](story.casebook()))).toBeUndefined()
      expect(formIn(story.casebook()).items.get(height)).toMatchObject({ contested: false, value: { text: '172' } })
    },
  )

  test('two decisions that say the same are one value', () => {
    const { form } = meet(disputed, decides('171'), decides('171', secondInvestigator))
    expect(form.items.get(height)).toMatchObject({ contested: false, value: { text: '171' } })
  })

  test('an entry that came after the lock counts for nothing, waits, and counts once the data manager lets it in (GCP-14)', () => {
    const { form, story } = meet(filled, closes('locked'), edits('171'))
    expect(form.items.get(height)).toMatchObject({ value: { text: '170' }, held: true })
    expect(form.held[0]?.receipt).toMatchObject({ state: 'held', reason: 'after-lock' })
    expect(arrives(story, investigator, letsIn(story))).toBe('wrong-role')
    expect(arrives(story, dataManager, letsIn(story))).toBeUndefined()
    expect(formIn(story.casebook()).items.get(height)?.value).toMatchObject({ text: '171' })
  })

  test.each(orders(closes('frozen'), [secondManager(), closes('locked')[1]] as const))(
    'the stricter word stands',
    (a, b) => {
      expect(closedHere(meet(filled, a, b).casebook, vitals)?.closing).toBe('locked')
    },
  )

  test.each(orders(moves(nurse, 'answer'), moves(monitor, 'close')))(
    'a query ends the same, with both words in it',
    (a, b) => {
      const { form } = meet(asked, a, b)
      const [one] = form.queries
      const [other] = meet(asked, b, a).form.queries
      expect(one?.thread.length).toBe(3)
      expect(one?.status).toBe(other?.status)
    },
  )
})

describe('what nobody may do, tried all the same, is kept and counts for nothing', () => {
  const tries: readonly [string, readonly Act[], Act, HeldReason][] = [
    ['an answer to what nobody asked', filled, moves(nurse, 'answer'), 'illegal-transition'],
    [
      'a close of what was cancelled',
      [...asked, moves(monitor, 'cancel')],
      moves(monitor, 'close'),
      'illegal-transition',
    ],
    ['a close by who was asked', asked, moves(nurse, 'close'), 'wrong-role'],
    ['a freeze of what is frozen', frozen, closes('frozen'), 'illegal-transition'],
    ['an opening of what is open', filled, closes('open', 'why not'), 'illegal-transition'],
    ['an opening without a reason', frozen, closes('open'), 'missing-reason'],
    ['a decision where nothing is disputed', filled, decides('170'), 'illegal-transition'],
    ['an entry over two values', disputed, edits('173'), 'illegal-transition'],
    [
      'a decision that passes over a value its author knew of',
      [...disputed, overlooked],
      decidesHalf,
      'illegal-transition',
    ],
    ['a value of the data manager’s own', disputed, decides('173'), 'wrong-role'],
    ['a decision by a monitor', disputed, decides('171', monitor), 'wrong-role'],
    ['a signature of two values', disputed, signs, 'illegal-transition'],
    ['a signature of what is not complete', [edits('170')], signs, 'illegal-transition'],
    ['a signature by a monitor', filled, [monitor, signs[1]], 'wrong-role'],
    ['a value by a monitor', filled, edits('171', monitor), 'wrong-role'],
    [
      'a verification of nothing',
      [completes],
      [monitor, () => ChangeBody.parse({ kind: 'verify', scope: vitals, heads: [] })],
      'illegal-transition',
    ],
  ]
  test.each(tries)('%s', (_, before, [who, act], reason) => {
    const story = new Story(study.id, ruleStudy.study.id)
    for (const [by, one] of before) arrives(story, by, one(story.casebook()))
    const stood = formIn(story.casebook())
    expect(arrives(story, who, act(story.casebook()))).toBe(reason)
    const form = formIn(story.casebook())
    expect(form.held.at(-1)?.receipt).toMatchObject({ state: 'held', reason })
    const { items, status, queries, signatures } = form
    const values = (state: typeof form) => [...state.items.values()].map(({ path, value }) => [path, value])
    expect(values(form)).toEqual(values(stood))
    expect([status, queries, signatures]).toEqual([stood.status, stood.queries, stood.signatures])
    expect(items.size).toBe(stood.items.size)
  })
})

describe('nobody signs for nothing', () => {
  const blindly = (scope: string): Act => [
    investigator,
    () => ({
      ...{ kind: 'sign', meaning: 'data-correct', key: 'k', signature: 's' },
      scopes: [{ scope: FormPath.or(ItemPath).parse(scope), content: study.id }],
    }),
  ]
  const notDone: Act = [
    nurse,
    () => ({ kind: 'status', form: vitals, bases: [], status: 'not-done', reason: 'no time' }),
  ]
  test.each([
    ['a form nobody began', [], vitals, 'illegal-transition'],
    ['a form that was said to be complete and is empty', [completes], vitals, 'illegal-transition'],
    ['an item nobody entered', filled, weight, 'illegal-transition'],
    ['an item that holds something', filled, height, undefined],
    ['a form that was not done, with its reason', [notDone], vitals, undefined],
  ] as const)('%s', (_, before, scope, reason) => {
    const story = new Story(study.id, ruleStudy.study.id)
    for (const [by, one] of before) arrives(story, by, one(story.casebook()))
    const [who, act] = blindly(scope)
    expect(arrives(story, who, act(story.casebook()))).toBe(reason)
  })
})
