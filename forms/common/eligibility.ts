import { textIn } from '#shared/study/names'
import { calculated, code, codeList, datetime, defineForm, type Item, type Text, text } from '../define'

/** A criterion as the protocol numbers and words it. */
interface Criterion {
  readonly id: string
  readonly kind: 'inclusion' | 'exclusion'
  readonly text: Text
  /** When it decides; always when left out. */
  readonly on?: readonly Occasion[]
}

const answers = codeList('IEORRES', {
  Y: { en: 'True', fr: 'Vrai', sv: 'Stämmer' },
  N: { en: 'Not true', fr: 'Faux', sv: 'Stämmer inte' },
})

const occasions = {
  REG: { en: 'Registration', fr: 'Inclusion', sv: 'Registrering' },
  RAND: { en: 'Randomisation', fr: 'Randomisation', sv: 'Randomisering' },
  XOVR: { en: 'Crossover', fr: 'Changement de bras', sv: 'Överkorsning' },
  RETX: { en: 'Re-treatment', fr: 'Retraitement', sv: 'Ny behandling' },
} as const satisfies Readonly<Record<string, Text>>

/** What taking part is decided for. */
export type Occasion = keyof typeof occasions

type Answer = `IE_${string}`

/** `NR-I07` is answered in the item `IE_NR_I07`. */
const itemOf = ({ id }: Criterion): Answer => `IE_${id.replaceAll('-', '_')}`
const against = ({ kind }: Criterion) => (kind === 'inclusion' ? 'N' : 'Y')
const decidesOn = ({ on }: Criterion, occasion: Occasion): boolean => on?.includes(occasion) ?? true

/** An answer to each criterion, and why where it stands against taking part. */
const answersTo = (criteria: readonly Criterion[], asked: readonly Occasion[]): Readonly<Record<Answer, Item>> =>
  Object.fromEntries(
    criteria.flatMap((criterion): readonly (readonly [string, Item])[] => {
      const oid = itemOf(criterion)
      const on = asked.filter((occasion) => decidesOn(criterion, occasion))
      const answer = code({
        label: {
          en: `${criterion.id}: ${criterion.text.en}`,
          fr: `${criterion.id} : ${criterion.text.fr}`,
          sv: `${criterion.id}: ${textIn(criterion.text, 'sv')}`,
        },
        codeList: answers,
        display: 'radio',
        required: true,
        missing: true,
        ...(on.length < asked.length && { when: on.map((occasion) => `IEPHASE == "${occasion}"`).join(' || ') }),
      })
      const why = text({
        label: { en: `About ${criterion.id}`, fr: `Précision sur ${criterion.id}`, sv: `Om ${criterion.id}` },
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

/** The occasions on which something is decided; all when no criterion names any. */
function occasionsOf(criteria: readonly Criterion[]): readonly [Occasion, ...Occasion[]] {
  const all = ['REG', 'RAND', 'XOVR', 'RETX'] as const
  const [first = 'RAND', ...others] = all.filter((code) => criteria.some((one) => decidesOn(one, code)))
  return [first, ...others]
}

/**
 * IE: what the investigator answers to each criterion, once an occasion. What the data say of them stands beside the
 * answers and is never typed; an answer that is missing leaves the whole open.
 */
export function eligibility(version: string, criteria: readonly [Criterion, ...Criterion[]]) {
  const inclusions = criteria.filter(({ kind }) => kind === 'inclusion')
  const exclusions = criteria.filter(({ kind }) => kind === 'exclusion')
  const asked = occasionsOf(criteria)
  const fitsOn = (occasion: Occasion) =>
    criteria
      .filter((criterion) => decidesOn(criterion, occasion))
      .map((criterion) => `${itemOf(criterion)} != "${against(criterion)}"`)
      .join(' && ')
  const isAlwaysTheSame = criteria.every((criterion) => asked.every((occasion) => decidesOn(criterion, occasion)))
  const fits = isAlwaysTheSame
    ? fitsOn(asked[0])
    : asked.map((occasion) => `(IEPHASE != "${occasion}" || (${fitsOn(occasion)}))`).join(' && ')
  const [first] = criteria
  const answered = (rest: string) => ({
    IEPHASE: first.on?.[0] ?? 'RAND',
    ...Object.fromEntries(
      criteria.map((one) => [itemOf(one), one === first ? rest : against(one) === 'Y' ? 'N' : 'Y']),
    ),
  })
  return defineForm({
    oid: 'IE',
    title: { en: 'Eligibility', fr: 'Éligibilité', sv: 'Inklusion' },
    groups: {
      OCCASION: {
        items: {
          IEPHASE: code({
            label: { en: 'For', fr: 'Pour', sv: 'Inför' },
            codeList: codeList('IEPHASE', Object.fromEntries(asked.map((code) => [code, occasions[code]]))),
            display: 'radio',
            required: true,
          }),
        },
      },
      ...(inclusions.length > 0
        ? {
            INCLUSION: {
              title: { en: 'Inclusion', fr: 'Inclusion', sv: 'Inklusion' },
              items: answersTo(inclusions, asked),
            },
          }
        : {}),
      ...(exclusions.length > 0
        ? {
            EXCLUSION: {
              title: { en: 'Exclusion', fr: 'Non-inclusion', sv: 'Exklusion' },
              items: answersTo(exclusions, asked),
            },
          }
        : {}),
      SUMMARY: {
        title: { en: 'In all', fr: 'Au total', sv: 'Sammantaget' },
        items: {
          ELIGFL: calculated({
            label: { en: 'Eligible', fr: 'Éligible', sv: 'Kan delta' },
            expression: `${fits} ? "Y" : "N"`,
            result: 'text',
          }),
          ELIGSIGN: datetime({
            label: { en: 'Signed by the investigator', fr: 'Signé par l’investigateur', sv: 'Signerat av prövaren' },
            required: true,
          }),
          IEVER: calculated({
            label: { en: 'Version of the criteria', fr: 'Version des critères', sv: 'Kriteriernas version' },
            expression: JSON.stringify(version),
            result: 'text',
          }),
          IEWAIV: text({
            label: {
              en: 'Number of the sponsor’s waiver',
              fr: 'Numéro de dérogation du promoteur',
              sv: 'Nummer på sponsorns undantag',
            },
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
          fr: 'Un critère s’oppose à la participation, sans dérogation.',
          sv: 'Ett kriterium talar emot deltagande, och det finns inget undantag.',
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
          sv: 'Intagen genom ett undantag från sponsorn.',
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
