import { textIn } from '#shared/study/names'
import type { Source } from '#shared/study/schedule-definition'
import type { DatesDef, EndpointDef } from '#shared/study/tabulation-definition'
import type { Text } from './define'
import { assumption } from './visits'

/** The times to an event that studies tell, and what each counts from, ends with and is censored at. */

const date = (code: string, label: Text, form: string, item: string, when?: string): DatesDef => ({
  ...{ code, label, form, item },
  ...(when !== undefined && { when }),
})

const randomised = date('RAND', { en: 'Randomisation', fr: 'Randomisation', sv: 'Randomisering' }, 'RAND', 'RANDDAT')
const died = date('DEATH', { en: 'Death', fr: 'Décès', sv: 'Död' }, 'DTH', 'DTHDAT')
const progressed = date(
  'PD',
  { en: 'Progression', fr: 'Progression', sv: 'Progress' },
  'PD',
  'PDDAT',
  'PDCOURSE == "MAIN"',
)
const progressedCentrally = date(
  'PDCENT',
  {
    en: 'Progression by central reading',
    fr: 'Progression selon la relecture centrale',
    sv: 'Progress enligt central granskning',
  },
  'PD',
  'PDCENTDAT',
  'PDCOURSE == "MAIN" && PDCENTRAL == "Y"',
)
const assessed = date(
  'RSOV',
  { en: 'Last tumour assessment', fr: 'Dernière évaluation tumorale', sv: 'Senaste tumörbedömning' },
  'RSOV',
  'RSDAT',
  'RSCOURSE == "MAIN"',
)
const assessedEver = date(
  'RSEVER',
  { en: 'Last tumour assessment', fr: 'Dernière évaluation tumorale', sv: 'Senaste tumörbedömning' },
  'RSOV',
  'RSDAT',
)
const imaged = date(
  'IMG',
  { en: 'Last imaging for recurrence', fr: 'Dernière imagerie de récidive', sv: 'Senaste bilddiagnostik för återfall' },
  'IMG-DFS',
  'IMGDAT',
)
const visited = date(
  'VISIT',
  { en: 'Last visit', fr: 'Dernière visite', sv: 'Senaste besök' },
  'SV',
  'SVSTDTC',
  'SVOCCUR == "Y"',
)
const alive = date(
  'ALIVE',
  { en: 'Last known alive', fr: 'Vivant aux dernières nouvelles', sv: 'Senast känd vid liv' },
  'FU',
  'LASTALIVE',
)
const treatedOtherwise = date(
  'SUBTX',
  { en: 'New anticancer treatment', fr: 'Nouveau traitement anticancéreux', sv: 'Ny cancerbehandling' },
  'SUBTX',
  'CMSTDAT',
)
const withdrawn = date(
  'WD',
  { en: 'Consent withdrawn', fr: 'Consentement retiré', sv: 'Samtycke återtaget' },
  'WD',
  'WDDAT',
  'WDTYPE == "FULL_CONSENT"',
)
const crossedOver = date('XOVR', { en: 'Crossed over', fr: 'Changement de bras', sv: 'Överkorsad' }, 'XOVR', 'XOVDAT')
const progressedAfterCrossover = date(
  'PDXO',
  { en: 'Progression after crossover', fr: 'Progression après changement de bras', sv: 'Progress efter överkorsning' },
  'PD',
  'PDDAT',
  'PDCOURSE == "XO"',
)

const record = { from: 'record' as const }
const published: Source = {
  from: 'recalled',
  note: {
    en: 'From publications: the record names no outcomes.',
    fr: 'D’après les publications : le registre ne nomme aucun critère.',
    sv: 'Från publikationer: registerposten anger inga utfall.',
  },
}
/** Nobody says where counting ends but the catalogue of endpoints that all studies share. */
const censored: Source = assumption({
  en: 'Censored at the last assessment before another treatment or withdrawal.',
  fr: 'Censuré à la dernière évaluation avant un autre traitement ou un retrait.',
  sv: 'Censureras vid den sista bedömningen före annan behandling eller återtagande.',
})
const stops = [withdrawn].map((one) => ({ ...one, source: censored }))
const otherTreatment = [{ ...treatedOtherwise, source: censored }, ...stops]

type Rest = Omit<EndpointDef, 'label' | 'source'>
const endpoint = (label: Text, source: Source, rest: Rest): EndpointDef => ({ label, source, ...rest })

const progressionFree = (source: Source, event: DatesDef = progressed, more = ''): EndpointDef =>
  endpoint(
    {
      en: `Progression-free survival${more && `, ${more}`}`,
      fr: `Survie sans progression${more && `, ${more}`}`,
      sv: `Progressionsfri överlevnad${more && `, ${more}`}`,
    },
    source,
    { from: [randomised], events: [event, died], seen: [assessed], stops: otherTreatment },
  )
const overall = (source: Source): EndpointDef =>
  endpoint({ en: 'Overall survival', fr: 'Survie globale', sv: 'Total överlevnad' }, source, {
    ...{ from: [randomised], events: [died], seen: [visited, alive], stops },
  })
/** A fall, or of a symptom a rise, of ten points from the last questionnaire before treatment began. */
const deterioration = (score: string, of: Text, source: Source, worse: 'lower' | 'higher'): EndpointDef => {
  const fall = worse === 'lower' ? `b.${score} - ${score}` : `${score} - b.${score}`
  const when =
    `given(${score}) && given(QSDAT) && QSDAT > RAND.RANDDAT && every.QLQ.exists(b, given(b.QSDAT) && ` +
    `b.QSDAT <= RAND.RANDDAT && given(b.${score}) && ${fall} >= 10)`
  const event = date(
    'WORSE',
    { en: 'Worse by 10 points', fr: 'Dégradation de 10 points', sv: 'Sämre med 10 poäng' },
    'QLQ',
    'QSDAT',
    when,
  )
  const asked = date(
    'QLQ',
    { en: 'Last questionnaire', fr: 'Dernier questionnaire', sv: 'Senaste frågeformulär' },
    'QLQ',
    'QSDAT',
    `given(${score})`,
  )
  return endpoint(
    {
      en: `Time to deterioration, ${of.en}`,
      fr: `Délai jusqu’à la dégradation, ${of.fr}`,
      sv: `Tid till försämring, ${textIn(of, 'sv')}`,
    },
    source,
    {
      from: [randomised],
      events: [{ ...event, source: tenPoints }],
      seen: [asked],
      stops,
    },
  )
}
const tenPoints = assumption({
  en: 'Ten points are a change that matters; death is no deterioration.',
  fr: 'Dix points sont un changement qui compte ; le décès n’est pas une dégradation.',
  sv: 'Tio poäng är en förändring av betydelse; död är ingen försämring.',
})
const globalHealth = { en: 'global health', fr: 'santé globale', sv: 'global hälsa' }
const symptoms = {
  TTDDIARR: ['C30_DI', { en: 'diarrhoea', fr: 'diarrhée', sv: 'diarré' }],
  TTDFATIG: ['C30_FA', { en: 'fatigue', fr: 'fatigue', sv: 'trötthet' }],
  TTDPAIN: ['C30_PA', { en: 'pain', fr: 'douleur', sv: 'smärta' }],
} as const satisfies Readonly<Record<string, readonly [string, Text]>>

/** From randomisation to a second progression; there is none without a crossover. */
const secondProgression = (source: Source): EndpointDef =>
  endpoint(
    {
      en: 'Time to second progression or death',
      fr: 'Délai jusqu’à la deuxième progression ou au décès',
      sv: 'Tid till andra progress eller död',
    },
    source,
    {
      ...{
        from: [randomised],
        events: [progressedAfterCrossover, died],
        seen: [assessedEver],
        needs: [crossedOver],
        stops,
      },
    },
  )

const recurrence = (label: Text, when?: string): EndpointDef =>
  endpoint(label, record, {
    from: [randomised],
    events: [date('RECUR', { en: 'Recurrence', fr: 'Récidive', sv: 'Återfall' }, 'PD', 'PDDAT', when), died],
    seen: [imaged],
    stops: otherTreatment,
  })

/** What each study tells, by parameter code. */
export const endpoints = {
  // The central reading decides.
  netter2: {
    PFSCENT: progressionFree(record, progressedCentrally, 'central'),
    PFS: progressionFree(published),
    OS: overall(published),
    TTD: deterioration('C30_QL', globalHealth, published, 'lower'),
    ...Object.fromEntries(
      Object.entries(symptoms).map(([code, [score, of]]) => [code, deterioration(score, of, published, 'higher')]),
    ),
    PFS2: secondProgression(published),
  },
  // Survival after progression is told as its record has it, from one progression to the next or death.
  netRetreat: {
    PFS: progressionFree(record),
    OS: overall(record),
    PFS2: secondProgression(record),
    PPS: endpoint(
      {
        en: 'Progression to second progression or death',
        fr: 'De la progression à la suivante ou au décès',
        sv: 'Progress till andra progress eller död',
      },
      record,
      {
        ...{
          from: [progressed],
          events: [progressedAfterCrossover, died],
          seen: [assessedEver],
          needs: [crossedOver],
          stops,
        },
      },
    ),
  },
  // Everyone is treated before anyone is randomised.
  reLuth: {
    PFSCENT: progressionFree(published, progressedCentrally, 'central'),
    PFS: progressionFree(published),
    OS: overall(published),
  },
  nelmas: {
    DFS: recurrence({ en: 'Disease-free survival', fr: 'Survie sans récidive', sv: 'Sjukdomsfri överlevnad' }),
    LDFS: recurrence(
      { en: 'Liver disease-free survival', fr: 'Survie sans récidive hépatique', sv: 'Leversjukdomsfri överlevnad' },
      'given(PDTYPE) && PDTYPE.exists(t, t == "RECUR_LIVER")',
    ),
    OS: overall(record),
    TTNT: endpoint(
      {
        en: 'Time to next anticancer treatment',
        fr: 'Délai jusqu’au prochain traitement anticancéreux',
        sv: 'Tid till nästa cancerbehandling',
      },
      record,
      {
        ...{ from: [randomised], events: [treatedOtherwise], seen: [visited, alive], stops },
      },
    ),
  },
  startNet: {
    PFS: progressionFree(record),
    OS: overall(record),
    TTD: deterioration(
      'C30_QL',
      globalHealth,
      assumption({
        en: 'The record names no questionnaire.',
        fr: 'Le registre ne nomme aucun questionnaire.',
        sv: 'Registerposten anger inget frågeformulär.',
      }),
      'lower',
    ),
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, EndpointDef>>>>
