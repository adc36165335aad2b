import { calculated, code, codeList, datetime, defineForm, type Item, type Text, text } from '../define'

/** A criterion as the protocol numbers and words it. */
interface Criterion {
  readonly id: string
  readonly kind: 'inclusion' | 'exclusion'
  readonly text: Text
}

const answers = codeList('IEORRES', {
  Y: { en: 'True', fr: 'Vrai' },
  N: { en: 'Not true', fr: 'Faux' },
})

const occasions = codeList('IEPHASE', {
  REG: { en: 'Registration', fr: 'Inclusion' },
  RAND: { en: 'Randomisation', fr: 'Randomisation' },
  XOVR: { en: 'Crossover', fr: 'Changement de bras' },
  RETX: { en: 'Re-treatment', fr: 'Retraitement' },
})

type Answer = `IE_${string}`

/** `NR-I07` is answered in the item `IE_NR_I07`. */
const itemOf = ({ id }: Criterion): Answer => `IE_${id.replaceAll('-', '_')}`
const against = ({ kind }: Criterion) => (kind === 'inclusion' ? 'N' : 'Y')

/** An answer to each criterion, and why where it stands against taking part. */
const answersTo = (criteria: readonly Criterion[]): Readonly<Record<Answer, Item>> =>
  Object.fromEntries(
    criteria.flatMap((criterion): readonly (readonly [string, Item])[] => {
      const oid = itemOf(criterion)
      const answer = code({
        label: { en: `${criterion.id}: ${criterion.text.en}`, fr: `${criterion.id} : ${criterion.text.fr}` },
        codeList: answers,
        display: 'radio',
        required: true,
        missing: true,
      })
      const why = text({
        label: { en: `About ${criterion.id}`, fr: `Précision sur ${criterion.id}` },
        maxLength: 500,
        lines: 2,
        when: `${oid} == "${against(criterion)}"`,
        required: true,
      })
      return [
        [oid, answer],
        [`${oid}_COM`, why],
      ]
    }),
  )

/**
 * IE: what the investigator answers to each criterion, once an occasion. What the data say of them stands beside the
 * answers and is never typed; an answer that is missing leaves the whole open.
 */
export function eligibility(version: string, criteria: readonly [Criterion, ...Criterion[]]) {
  const inclusions = criteria.filter(({ kind }) => kind === 'inclusion')
  const exclusions = criteria.filter(({ kind }) => kind === 'exclusion')
  const fits = criteria.map((criterion) => `${itemOf(criterion)} != "${against(criterion)}"`)
  const [first] = criteria
  const answered = (rest: string) =>
    Object.fromEntries(criteria.map((one) => [itemOf(one), one === first ? rest : against(one) === 'Y' ? 'N' : 'Y']))
  return defineForm({
    oid: 'IE',
    title: { en: 'Eligibility', fr: 'Éligibilité' },
    groups: {
      OCCASION: {
        items: {
          IEPHASE: code({
            label: { en: 'For', fr: 'Pour' },
            codeList: occasions,
            display: 'radio',
            required: true,
          }),
        },
      },
      ...(inclusions.length > 0
        ? { INCLUSION: { title: { en: 'Inclusion', fr: 'Inclusion' }, items: answersTo(inclusions) } }
        : {}),
      ...(exclusions.length > 0
        ? { EXCLUSION: { title: { en: 'Exclusion', fr: 'Non-inclusion' }, items: answersTo(exclusions) } }
        : {}),
      SUMMARY: {
        title: { en: 'In all', fr: 'Au total' },
        items: {
          ELIGFL: calculated({
            label: { en: 'Eligible', fr: 'Éligible' },
            expression: `${fits.join(' && ')} ? "Y" : "N"`,
            result: 'text',
          }),
          ELIGSIGN: datetime({
            label: { en: 'Signed by the investigator', fr: "Signé par l'investigateur" },
            required: true,
          }),
          IEVER: calculated({
            label: { en: 'Version of the criteria', fr: 'Version des critères' },
            expression: JSON.stringify(version),
            result: 'text',
          }),
          IEWAIV: text({
            label: { en: "Number of the sponsor's waiver", fr: 'Numéro de dérogation du promoteur' },
            maxLength: 40,
            when: 'ELIGFL == "N"',
          }),
        },
      },
    },
    checks: [
      {
        id: 'IE-01',
        severity: 'H',
        items: ['IEWAIV'],
        holds: 'ELIGFL == "Y" || given(IEWAIV)',
        message: {
          en: 'A criterion stands against taking part, and there is no waiver.',
          fr: "Un critère s'oppose à la participation, sans dérogation.",
        },
        cases: {
          holds: answered(against(first) === 'Y' ? 'N' : 'Y'),
          boundary: { ...answered(against(first)), IEWAIV: 'W-01' },
          fails: answered(against(first)),
        },
      },
      {
        id: 'IE-02',
        severity: 'D',
        deviation: 'ELIGIBILITY',
        items: ['IEWAIV'],
        holds: '!given(IEWAIV)',
        message: {
          en: 'Taken in by a waiver of the sponsor.',
          fr: 'Inclus par dérogation du promoteur.',
        },
        cases: {
          holds: answered(against(first) === 'Y' ? 'N' : 'Y'),
          boundary: answered(against(first)),
          fails: { ...answered(against(first)), IEWAIV: 'W-01' },
        },
      },
    ],
  })
}
