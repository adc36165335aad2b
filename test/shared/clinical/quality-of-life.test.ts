import { describe, expect, test } from 'vitest'
import { formulaOf } from '#shared/clinical/formulas'
import { scoreEortc } from '#shared/clinical/quality-of-life/eortc'
import { eq5dIndex, readLevels, readVas } from '#shared/clinical/quality-of-life/eq5d'
import { type Instrument, qlqC30, qlqGiNet21 } from '#shared/clinical/quality-of-life/instruments'
import { qolEngine } from '#shared/clinical/quality-of-life/qol-case'
import { readCrosswalk, readValueSets } from '#shared/clinical/quality-of-life/value-sets'
import { hasReference, referenceCases, referenceText } from './reference'

type Answers = Readonly<Record<number, unknown>>

/** The score of one scale to two decimals, or why there is none. */
function score(instrument: Instrument, code: string, answers: Answers): string | undefined {
  const scored = scoreEortc(instrument, (item) => answers[item])
  if (!scored.ok) return `${scored.refusal.reason} ${scored.refusal.input}`
  const found = scored.scores.get(code)
  return found?.ok ? found.value.toFixed(2) : found?.refusal.reason
}

const allTwos: Answers = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [index + 1, 2]))

describe('QLQ-C30', () => {
  test.each([
    ['global of 5 and 6', 'QL', { 29: 5, 30: 6 }, '75.00'],
    ['one of two is half', 'QL', { 30: 7 }, '100.00'],
    ['function, best', 'PF', { 1: 1, 2: 1, 3: 1, 4: 1, 5: 1 }, '100.00'],
    ['function, one missing', 'PF', { 1: 1, 2: 2, 3: 3, 4: null, 5: 1 }, '75.00'],
    ['three of five are enough', 'PF', { 1: 2, 4: 3, 5: 1 }, '66.67'],
    ['two of five are not', 'PF', { 1: 2, 4: 3 }, 'too-few-answers'],
    ['symptom, worst', 'FA', { 10: 4, 12: 4, 18: 4 }, '100.00'],
    ['two of three are enough', 'FA', { 10: 4, 12: 1 }, '50.00'],
    ['one of three is not', 'FA', { 10: 4 }, 'too-few-answers'],
    ['single item', 'DY', { 8: 2 }, '33.33'],
    ['single item not answered', 'DY', {}, 'too-few-answers'],
    ['not applicable is missing', 'DY', { 8: 'NA' }, 'too-few-answers'],
    ['text as typed', 'DY', { 8: ' 4 ' }, '100.00'],
    ['summary of all', 'SUMMARY', allTwos, '66.67'],
    ['summary needs neither global nor finances', 'SUMMARY', { ...allTwos, 28: null, 29: null, 30: null }, '66.67'],
    ['summary needs every other scale', 'SUMMARY', { ...allTwos, 16: null }, 'scale-missing'],
  ])('%s', (_, code, answers, expected) => expect(score(qlqC30, code, answers)).toBe(expected))

  test.each([
    ['above the scale', { 1: 5 }, 'impossible-answer q1'],
    ['seven where four is most', { 28: 7 }, 'impossible-answer q28'],
    ['above seven', { 29: 8 }, 'impossible-answer q29'],
    ['zero', { 30: 0 }, 'impossible-answer q30'],
    ['between two answers', { 1: 1.5 }, 'impossible-answer q1'],
    ['negative', { 1: -1 }, 'impossible-answer q1'],
    ['a word', { 1: 'often' }, 'impossible-answer q1'],
    ['true', { 1: true }, 'impossible-answer q1'],
    ['a megabyte', { 1: '1'.repeat(1_000_000) }, 'impossible-answer q1'],
  ])('refuses everything when one answer is %s', (_, answers, expected) =>
    expect(score(qlqC30, 'QL', { ...allTwos, ...answers })).toBe(expected),
  )

  test('a score shows what it was made of', () => {
    const scored = scoreEortc(qlqC30, (item) => ({ 1: 2, 4: 3, 5: 1 })[item])
    expect(scored.ok && scored.scores.get('PF')).toMatchObject({
      trace: {
        formula: 'eortc:PF',
        inputs: [{ name: 'q1', value: '2' }, { name: 'q4', value: '3' }, { name: 'q5', value: '1' }],
        steps: [{ name: 'answered', value: '3/5' }, { name: 'RS', value: '2' }],
      },
    }) // prettier-ignore
  })
})

describe('QLQ-GI.NET21', () => {
  test.each([
    ['treatment with weight gain', 'TR', { 39: 1, 40: 3, 46: 4 }, '55.56'],
    ['treatment without it', 'TR_without_item46', { 39: 1, 40: 3, 46: 4 }, '33.33'],
    ['weight gain alone', 'WG_item46', { 46: 4 }, '100.00'],
    ['one of two is half', 'TR_without_item46', { 40: 3 }, '66.67'],
    ['one of three is not', 'TR', { 40: 3 }, 'too-few-answers'],
    ['two of five are not', 'GI', { 34: 1, 35: 2 }, 'too-few-answers'],
    ['impossible', 'GI', { 51: 5 }, 'impossible-answer q51'],
  ])('%s', (_, code, answers, expected) => expect(score(qlqGiNet21, code, answers)).toBe(expected))
})

const header = 'value_set\tterm\tcoefficient\tdoi\n'
const set = (terms: Readonly<Record<string, string>>) =>
  header + Object.entries(terms).map(([term, coefficient]) => `Utopia\t${term}\t${coefficient}\t10.1/x\n`).join('') // prettier-ignore

/** The index of a profile in a country made of these terms. */
function index(profile: string, terms: Readonly<Record<string, string>>): string {
  const [MO, SC, UA, PD, AD] = Array.from(profile, (level) => (level === '9' ? null : Number(level)))
  const answers = readLevels({ MO, SC, UA, PD, AD })
  const sets = readValueSets(set(terms))
  if (!answers.ok || !sets.ok) throw new Error('no such profile or value set')
  expect(answers.profile).toBe(profile)
  const result = eq5dIndex(answers, '5L:Utopia', { valueSets: sets.table })
  return result.ok ? result.value.toString() : result.refusal.reason
}

describe('EQ-5D-5L', () => {
  const start = { StartValue: '1' }
  test.each([
    ['full health is the start', '11111', start, '1'],
    ['decrements add up', '21232', { ...start, MO2: '-0.1', UA2: '-0.02', PD3: '-0.003', AD2: '-0.3' }, '0.577'],
    ['a level of 1 may count', '11111', { ...start, MO1: '-0.0389' }, '0.961'],
    ['the intercept needs a problem', '11111', { ...start, Intercept: '-0.1' }, '1'],
    ['and one is enough', '11112', { ...start, Intercept: '-0.1' }, '0.9'],
    ['45 for each severe dimension', '41151', { ...start, MO45: '-0.1', PD45: '-0.01', SC45: '-0.5' }, '0.89'],
    ['one severe dimension, squared less one', '11141', { ...start, Num45sq: '0.01' }, '1'],
    ['three severe dimensions, squared less one', '45141', { ...start, Num45sq: '0.01' }, '1.04'],
    ['no severe dimension', '33333', { ...start, Num45sq: '0.01', N4: '-1', N5: '-1' }, '1'],
    ['N4 with a five', '11115', { ...start, N4: '-0.1' }, '0.9'],
    ['N5 without a five', '44444', { ...start, N5: '-0.1' }, '1'],
    ['interaction', '31114', { ...start, MOAD: '0.01' }, '1.06'],
    ['interaction with none', '51141', { ...start, MOAD: '0.01', PDAD: '0.01' }, '1'],
    ['pain and anxiety', '11123', { ...start, PDAD: '0.01' }, '1.02'],
    ['half a thousandth up', '11112', { ...start, AD2: '-0.0005' }, '1'],
    ['worse than dead', '55555', { ...start, MO5: '-1.2004' }, '-0.2'],
    ['nothing is plain nothing', '11112', { ...start, AD2: '-1.0001' }, '0'],
    ['a dimension not answered', '21932', { ...start }, 'dimension-missing'],
  ])('%s', (_, profile, terms, expected) => expect(index(profile, terms)).toBe(expected))

  test.each([[{ MO: 0 }], [{ MO: 6 }], [{ AD: 9 }], [{ SC: 1.5 }], [{ UA: 'x' }], [{ PD: -1 }]])(
    '%o is refused',
    (odd) =>
      expect(readLevels({ MO: 1, SC: 1, UA: 1, PD: 1, AD: 1, ...odd })).toMatchObject({
        ok: false,
        refusal: { reason: 'impossible-answer', input: Object.keys(odd)[0] },
      }),
  )

  test.each([
    [0, 0], [100, 100], ['37', 37], [null, 'missing'], ['', 'missing'],
    [101, 'impossible-answer'], [-1, 'impossible-answer'], [50.5, 'impossible-answer'], ['good', 'impossible-answer'],
  ])('VAS %o is %o', (raw, mark) => expect(readVas(raw)).toBe(mark)) // prettier-ignore
})

describe('licensed tables', () => {
  test.each([
    ['other columns', 'a\tb\n', { line: 1, reason: 'unknown-columns' }],
    ['nothing', '', { line: 1, reason: 'unknown-columns' }],
    ['a term nobody uses', set({ StartValue: '1', MO6: '-1' }), { line: 3, reason: 'unknown-term' }],
    ['a coefficient that is no number', set({ StartValue: 'one' }), { line: 2, reason: 'not-a-number' }],
    [
      'a term given twice',
      set({ StartValue: '1' }) + 'Utopia\tStartValue\t1\t\n',
      { line: 3, reason: 'term-given-twice' },
    ],
    ['no start', set({ MO2: '-1' }), { line: 1, reason: 'no StartValue: Utopia' }],
  ])('value sets with %s are refused', (_, text, problem) =>
    expect(readValueSets(text)).toEqual({ ok: false, ...problem }),
  )

  test.each([
    ['no country', 'profile\n11111\n', { line: 1, reason: 'unknown-columns' }],
    ['nothing', '', { line: 1, reason: 'unknown-columns' }],
    ['a profile of six', 'profile\tUK\n111111\t1\n', { line: 2, reason: 'not-a-profile' }],
    ['a line of nothing', 'profile\tUK\n\n11111\t1\n', { line: 2, reason: 'not-a-profile' }],
    ['no profile column', 'x\tUK\n', { line: 1, reason: 'unknown-columns' }],
    ['a profile of four', 'profile\tUK\n1111\t1\n', { line: 2, reason: 'not-a-profile' }],
    ['a cell missing', 'profile\tUK\tUSA\n11111\t1\n', { line: 2, reason: 'not-a-number' }],
  ])('a crosswalk with %s is refused', (_, text, problem) =>
    expect(readCrosswalk(text)).toEqual({ ok: false, ...problem }),
  )

  test.each([
    ['no country', `${header}\tMO2\t-0.1\t10.1/x\n`, { line: 2, reason: 'unknown-term' }],
    ['a row that ends early', `${header}Utopia\tStartValue\n`, { line: 2, reason: 'not-a-number' }],
    ['a row of a country alone', `${header}Utopia\n`, { line: 2, reason: 'unknown-term' }],
    ['two ends of line at the end', `${header}Utopia\tStartValue\t1\t\n\n`, { line: 3, reason: 'unknown-term' }],
  ])('value sets with %s are refused', (_, text, problem) =>
    expect(readValueSets(text)).toEqual({ ok: false, ...problem }),
  )

  test('a value set without a paper has none, and spaces around cells do not matter', () => {
    const sets = readValueSets(
      `${header} Utopia \tStartValue\t 1 \nUtopia\tMO2\t-0.1\t10.1/late\nElse\tStartValue\t1\t10.1/e`,
    )
    const table = sets.ok ? sets.table : new Map<string, never>()
    expect([...table].map(([name, { source, terms }]) => [name, source, terms.size])).toEqual([
      ['Utopia', '', 2],
      ['Else', '10.1/e', 1],
    ])
  })

  test('a crosswalk of no lines is of no profiles', () => {
    expect(readCrosswalk('profile\tUK\n')).toEqual({ ok: true, table: new Map([['UK', new Map()]]) })
  })

  test('Windows ends of line and a byte order mark do not matter', () => {
    expect(readCrosswalk('\uFEFFprofile\tUK\r\n11111\t1\r\n').ok).toBe(true)
  })
})

describe('a case', () => {
  const engine = qolEngine({})
  const items = { MO: 1, SC: 1, UA: 1, PD: 1, AD: 1 }
  test.each([
    [{ instrument: 'EQ-5D-5L', items, value_set: null }, { scores: { profile: '11111', index: null } }],
    [{ instrument: 'EQ-5D-5L', items, value_set: '5L:France' }, { error: 'value-set-not-loaded: 5L:France' }],
    [{ instrument: 'EQ-5D-5L', items, value_set: 7 }, { error: 'value-set-not-loaded' }],
    [{ instrument: 'EQ-5D-5L', items: { ...items, MO: 7 }, value_set: null }, { error: 'impossible-answer: MO' }],
    [{ instrument: 'EQ VAS', items: { VAS: 101 } }, { error: 'impossible-answer: VAS' }],
    [{ instrument: 'EQ VAS', items: {} }, { scores: { vas: null } }],
    [{ instrument: 'SF-36', items: {} }, { error: 'unknown-instrument' }],
    [{ instrument: 'EQ VAS' }, { error: 'missing: items' }],
  ])('%o', (line, answer) => expect(engine(line)).toEqual(answer))

  const crosswalk = readCrosswalk('profile\tUK\tUSA\n11111\t1\t0.9\n21111\t 0.877 \t0.8\n')
  const valueSets = readValueSets(set({ StartValue: '1', MO2: '-0.1235', N5: '-0.2' }))
  const licensed = qolEngine({
    ...(crosswalk.ok && { crosswalk: crosswalk.table }),
    ...(valueSets.ok && { valueSets: valueSets.table }),
  })
  const fives = { ...items, MO: 5 }
  test.each([
    ['the value set named', { ...items, MO: 2 }, '5L:Utopia', { scores: { profile: '21111', index: 0.877 } }],
    ['one five', fives, '5L:Utopia', { scores: { profile: '51111', index: 0.8 } }],
    ['the crosswalk named', { ...items, MO: 2 }, 'crosswalk:USA', { scores: { profile: '21111', index: 0.8 } }],
    ['of another country', items, 'crosswalk:UK', { scores: { profile: '11111', index: 1 } }],
    ['a profile that the crosswalk lacks', fives, 'crosswalk:UK', { error: 'value-set-not-loaded: crosswalk:UK 51111' }],
    ['no crosswalk of the country', items, 'crosswalk:Utopia', { error: 'value-set-not-loaded: crosswalk:Utopia' }],
    ['no value set of the country', items, '5L:UK', { error: 'value-set-not-loaded: 5L:UK' }],
    ['another kind of table', items, '3L:Utopia', { error: 'value-set-not-loaded: 3L:Utopia' }],
    ['no kind', items, 'Utopia', { error: 'value-set-not-loaded: Utopia' }],
    ['a dimension not answered', { ...items, AD: null }, '5L:Utopia', { scores: { profile: '11119', index: null } }],
    ['the same in the crosswalk', { ...items, AD: null }, 'crosswalk:UK', { scores: { profile: '11119', index: null } }],
    ['no value set', items, undefined, { scores: { profile: '11111', index: null } }],
  ])('EQ-5D-5L: %s', (_, answered, value_set, answer) =>
    expect(licensed({ instrument: 'EQ-5D-5L', items: answered, value_set })).toEqual(answer),
  ) // prettier-ignore

  test.each([
    ['QLQ-C30', { q8: 2, q29: 5, q30: 6 }, { QL: 75, DY: 33.333333, PF: null, SUMMARY: null }],
    ['QLQ-C30 v3.0', { q8: '4', q9: 'NA' }, { DY: 100, PA: null }],
    ['QLQ-GI.NET21', { q39: 1, q40: 3, q46: 4 }, { TR: 55.555556, WG_item46: 100, GI: null }],
  ])('%s of %o', (instrument, answered, scores) => {
    const found: unknown = JSON.parse(
      JSON.stringify(engine({ instrument, items: answered })),
      (_key, value: unknown) => (typeof value === 'number' ? Number(value.toFixed(6)) : value),
    )
    expect(found).toMatchObject({ scores })
  })
  test('EQ VAS, marked', () =>
    expect(engine({ instrument: 'EQ VAS', items: { VAS: '65' } })).toEqual({ scores: { vas: 65 } }))
  test('an answer that cannot be given refuses the questionnaire', () =>
    expect(engine({ instrument: 'QLQ-GI.NET21', items: { q31: 5 } })).toEqual({ error: 'impossible-answer: q31' }))
})

test('every score carries its proof', () => {
  const proofOf = (computed: ReturnType<typeof eq5dIndex> | undefined): string => {
    if (!computed?.ok) throw new Error('there is no score')
    const { formula, expression, source, inputs, steps, rule = '' } = computed.trace
    const figures = [...inputs, { name: '|', value: '' }, ...steps].map(({ name, value }) => `${name} ${value.slice(0, 8)}`) // prettier-ignore
    return [formula, expression, source, rule, figures.join(', ')].join(': ')
  }
  const answers = readLevels({ MO: 2, SC: 1, UA: 1, PD: 1, AD: 4 })
  const sets = readValueSets(set({ StartValue: '1', MO2: '-0.1', AD4: '-0.2', N4: '-0.05' }))
  const crosswalk = readCrosswalk('profile\tUK\n21114\t0.512\n')
  if (!answers.ok || !sets.ok || !crosswalk.ok) throw new Error('no such profile or table')
  const scored = scoreEortc(qlqC30, (item) => allTwos[item])
  const scores = scored.ok ? scored.scores : new Map<string, never>()
  expect([
    proofOf(eq5dIndex(answers, '5L:Utopia', { valueSets: sets.table })),
    proofOf(eq5dIndex(answers, 'crosswalk:UK', { crosswalk: crosswalk.table })),
    ...['PF', 'FA', 'QL', 'SUMMARY'].map((code) => {
      const score = scores.get(code)
      return score?.ok ? proofOf(score) : 'none'
    }),
  ]).toMatchInlineSnapshot(`
    [
      "eq5d: Σ: 10.1/x: 5L:Utopia: profile 21114, | , StartValue 1, MO2 -0.1, AD4 -0.2, N4 -0.05, Σ 0.65",
      "eq5d: : van Hout B et al. Value Health 2012;15:708-715: crosswalk:UK: profile 21114, | ",
      "eortc:PF: (1 − (RS − 1) ÷ 3) × 100: Fayers PM et al. EORTC QLQ-C30 Scoring Manual, 3rd edition, 2001: functional: q1 2, q2 2, q3 2, q4 2, q5 2, | , answered 5/5, RS 2",
      "eortc:FA: (RS − 1) ÷ 3 × 100: Fayers PM et al. EORTC QLQ-C30 Scoring Manual, 3rd edition, 2001: symptom: q10 2, q12 2, q18 2, | , answered 3/3, RS 2",
      "eortc:QL: (RS − 1) ÷ 6 × 100: Fayers PM et al. EORTC QLQ-C30 Scoring Manual, 3rd edition, 2001: global: q29 2, q30 2, | , answered 2/2, RS 2",
      "eortc:SUMMARY: Σ ÷ 13: Giesinger JM et al. J Clin Epidemiol 2016;69:79-88: : PF 66.66666, RF 66.66666, EF 66.66666, CF 66.66666, SF 66.66666, 100 − FA 66.66666, 100 − NV 66.66666, 100 − PA 66.66666, 100 − DY 66.66666, 100 − SL 66.66666, 100 − AP 66.66666, 100 − CO 66.66666, 100 − DI 66.66666, | , Σ 866.6666",
    ]
  `)
})

/** The score of a formula to two decimals, or why there is none. */
function scored(key: string, inputs: Readonly<Record<string, unknown>>): string {
  const found = formulaOf(key)!.compute(inputs)
  if (found.ok) return `${found.value.value.toFixed(2)}${found.value.unit}`
  return [found.refusal.reason, found.refusal.input].filter(Boolean).join(' ')
}

describe('scores as formulas of a study', () => {
  const five = { questions: 5, highest: 4 }
  test.each([
    ['best functioning', { a1: 1, a2: 1, a3: 1, a4: 1, a5: 1, ...five }, '100.00'],
    ['three of five, of which the last', { a1: 2, a4: 3, a5: 1, ...five }, '66.67'],
    ['two of five', { a1: 2, a4: 3, ...five }, 'too-few-answers'],
    ['half of four', { a1: 4, a2: 4, questions: 4, highest: 4 }, '0.00'],
    ['one of three', { a1: 1, questions: 3, highest: 4 }, 'too-few-answers'],
    ['twelve questions', { a1: 4, a2: 4, a3: 4, a4: 4, a5: 4, a12: 1, questions: 12, highest: 4 }, '16.67'],
    ['thirteen questions', { a1: 1, questions: 13, highest: 4 }, 'out-of-range questions'],
    ['no question', { a1: 1, questions: 0, highest: 4 }, 'out-of-range questions'],
    ['two steps', { a1: 2, questions: 1, highest: 2 }, '0.00'],
    ['one step', { a1: 1, questions: 1, highest: 1 }, 'out-of-range highest'],
    ['twenty steps', { a1: 20, questions: 1, highest: 20 }, '0.00'],
    ['twenty-one steps', { a1: 1, questions: 1, highest: 21 }, 'out-of-range highest'],
    ['above the highest', { a1: 5, a2: 1, a3: 1, ...five }, 'out-of-range a1'],
    ['nought', { a1: 1, a2: 0, a3: 1, ...five }, 'out-of-range a2'],
    ['between two answers', { a1: 1.5, a2: 1, a3: 1, ...five }, 'out-of-range a1'],
    ['nothing said of the questions', { a1: 1 }, 'missing questions'],
  ])('functioning: %s', (_, inputs, expected) => expect(scored('eortc_functional', inputs)).toBe(expected))

  test.each([
    ['worst', { a1: 4, a2: 4, a3: 4, questions: 3, highest: 4 }, '100.00'],
    ['two of three', { a1: 4, a3: 1, questions: 3, highest: 4 }, '50.00'],
    ['global, of 5 and 6', { a1: 5, a2: 6, questions: 2, highest: 7 }, '75.00'],
    ['not answered', { questions: 1, highest: 4 }, 'too-few-answers'],
  ])('symptoms: %s', (_, inputs, expected) => expect(scored('eortc_linear', inputs)).toBe(expected))

  const thirteen = {
    f1: 100,
    f2: 100,
    f3: 100,
    f4: 100,
    f5: 100,
    s1: 0,
    s2: 0,
    s3: 0,
    s4: 0,
    s5: 0,
    s6: 0,
    s7: 0,
    s8: 0,
  }
  test.each([
    ['nothing is wrong', {}, '100.00'],
    ['one functioning is at the bottom', { f5: 0 }, '92.31'],
    ['one symptom is at its worst', { s8: 100 }, '92.31'],
    ['a third of one symptom', { s1: '33.3' }, '97.44'],
    ['a scale is missing', { s3: undefined }, 'missing s3'],
    ['a scale above 100', { f1: 100.1 }, 'out-of-range f1'],
    ['a scale below 0', { s1: -0.1 }, 'out-of-range s1'],
  ])('summary where %s', (_, other, expected) =>
    expect(scored('eortc_summary', { ...thirteen, ...other })).toBe(expected),
  )

  test.each([
    ['all five', { mo: 1, sc: 2, ua: 3, pd: 4, ad: 5 }, '12345.00'],
    ['one not answered', { mo: 2, sc: 1, ua: undefined, pd: 1, ad: 1 }, '21911.00'],
    ['only one answered', { ad: 3 }, '99993.00'],
    ['none answered', {}, 'missing'],
    ['a level of six', { mo: 6, sc: 1, ua: 1, pd: 1, ad: 1 }, 'out-of-range mo'],
    ['a level of nought', { mo: 1, sc: 1, ua: 1, pd: 0, ad: 1 }, 'out-of-range pd'],
  ])('EQ-5D profile: %s', (_, inputs, expected) => expect(scored('eq5d_profile', inputs)).toBe(expected))

  test('each shows what it was made of', () => {
    const proofs = [
      ['eortc_functional', { a1: 2, a4: 3, a5: 1, ...five }],
      ['eortc_linear', { a1: 4, a3: 1, questions: 3, highest: 4 }],
      ['eortc_summary', { ...thirteen, s8: 40 }],
      ['eq5d_profile', { mo: 1, ad: 5 }],
    ] as const
    const shown = proofs.map(([key, inputs]) => {
      const found = formulaOf(key)?.compute(inputs)
      if (!found?.ok) throw new Error(`${key} gives no score`)
      const { inputs: given, steps, expression, source } = found.trace
      const line = [...given, { name: '|', value: '' }, ...steps].map(({ name, value }) => `${name} ${value}`.trim())
      return `${key}: ${expression}; ${source}: ${line.join(', ')}`
    })
    expect(shown).toMatchInlineSnapshot(`
      [
        "eortc_functional: (1 − (RS − 1) ÷ (highest − 1)) × 100; Fayers PM et al. EORTC QLQ-C30 Scoring Manual, 3rd edition, 2001: questions 5, highest 4, a1 2, a4 3, a5 1, |, answered 3, raw_score 2",
        "eortc_linear: (RS − 1) ÷ (highest − 1) × 100; Fayers PM et al. EORTC QLQ-C30 Scoring Manual, 3rd edition, 2001: questions 3, highest 4, a1 4, a3 1, |, answered 2, raw_score 2.5",
        "eortc_summary: (Σ functioning + Σ (100 − symptoms)) ÷ 13; Giesinger JM et al. J Clin Epidemiol 2016;69:79-88: f1 100, f2 100, f3 100, f4 100, f5 100, s1 0, s2 0, s3 0, s4 0, s5 0, s6 0, s7 0, s8 40, |, sum 1260",
        "eq5d_profile: MO SC UA PD AD; EuroQol EQ-5D-5L User Guide, 2019: mo 1, ad 5, |",
      ]
    `)
  })
})

describe.skipIf(!hasReference('qol-sample.jsonl'))('worked cases kept beside the project', () => {
  const sets = readValueSets(referenceText('eq5d-5l-valuesets.tsv'))
  const crosswalk = readCrosswalk(referenceText('eq5d-5l-crosswalk.tsv'))

  test('the licensed tables are read', () => {
    expect([sets.ok && sets.table.size, crosswalk.ok && crosswalk.table.size]).toEqual([49, 7])
  })

  test.each(referenceCases('qol-sample.jsonl').map((one) => [one['case_id'], one] as const))('%s', (_, line) => {
    if (!sets.ok || !crosswalk.ok) throw new Error('the tables are not read')
    const answer = qolEngine({ valueSets: sets.table, crosswalk: crosswalk.table })(line)
    const rounded: unknown = JSON.parse(JSON.stringify(answer), (_key, value: unknown) =>
      typeof value === 'number' ? Number(value.toFixed(6)) : value,
    )
    expect(rounded).toEqual({ scores: line['expected'] })
  })
})
