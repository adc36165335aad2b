import { StudyId } from '#shared/ids'
import type { HourTarget } from '#shared/study/schedule-definition'
import { criteriaForm } from '../common/criteria'
import { firstDose, sourcesAssumed, unplanned, usualAnchors, usualConsent, usualEnds } from '../common/in-every-study'
import { safetyOf } from '../common/safety'
import { type StudyDesign, defineStudy, withForms } from '../define'
import { endpoints } from '../endpoints'
import { startNetGates } from '../dose-gates'
import {
  assumption,
  beforeDose,
  doses,
  eachMonth,
  eachWeek,
  ownWindow,
  sinceDate,
  sinceVisit,
  stated,
  titles,
} from '../visits'
import { startNetEligibility } from './eligibility'
import { ask, forms } from './forms'
import { randomisation } from './randomisation'

const blood = ask('SV', 'LBH', 'LBC')
const dosing = ask('SV', 'VS', 'LBH', 'LBC', 'LBU', 'PREG', 'EXLU', 'EXAA')
const scans = ask('TUTL', 'TUNT', 'TUNL', 'RSOV')
const questionnaires = ask('QLQ', 'GIN', 'EQ5')

const inCycles = {
  kind: 'scheduled' as const,
  epoch: { en: 'Cycle {n}', fr: 'Cycle {n}', sv: 'Kur {n}' },
  phases: ['TREAT'],
  until: ['PD', 'OFF', 'OFFDRUG'],
}
const four = { from: 1, to: 4 }
const more = { from: 5, to: 9 }

const personalised = sinceVisit('C{before}', 70, [14, 14], {
  ...doses,
  arms: ['SN-P'],
  limit: { days: 112, rule: 'X005' },
  source: stated,
})
const first = assumption({
  en: 'First dose within 28 days of randomisation.',
  fr: 'Première dose dans les 28 jours suivant la randomisation.',
  sv: 'Första dosen inom 28 dagar efter randomisering.',
})
const fixed = assumption({
  en: 'The record names no interval for the fixed cycles: 8 weeks, a week either way.',
  fr: 'Le registre ne donne pas d’intervalle pour les cycles fixes : 8 semaines, à une près.',
  sv: 'Registerposten anger inget intervall för de fasta kurerna: 8 veckor, en vecka åt vardera hållet.',
})

/** What follows each dose, for four cycles of both arms and those that only the personalised arm may come to. */
const following = (repeat: { from: number; to: number }, arms: readonly string[]): StudyDesign['events'] => [
  ...(
    [
      [24, 6],
      [96, 24],
      [168, 24],
    ] as const
  ).map(([hours, either]) => ({
    ...inCycles,
    oid: `C{n}-H${hours}`,
    title: {
      en: `Cycle {n}, scan at ${hours} h`,
      fr: `Cycle {n}, scintigraphie à ${hours} h`,
      sv: `Kur {n}, undersökning vid ${hours} h`,
    },
    repeat,
    arms: ['SN-P'],
    until: ['OFFDRUG'],
    target: {
      event: 'C{n}',
      hours,
      hoursBefore: either,
      hoursAfter: either,
      form: 'EXLU',
      item: 'ECSTDTM',
      source: assumption({
        en: 'Times of the scans are not in the record.',
        fr: 'Horaires absents du registre.',
        sv: 'Tiderna för undersökningarna finns inte i registerposten.',
      }),
    } satisfies HourTarget,
    forms: ask('SV'),
  })),
  ...([2, 4, 6, 8] as const).map((week) => ({
    ...inCycles,
    oid: `C{n}-W${week}`,
    title: { en: `Cycle {n}, week ${week}`, fr: `Cycle {n}, semaine ${week}`, sv: `Kur {n}, vecka ${week}` },
    repeat,
    // Week 8 lies beyond the interval of the fixed cycles.
    arms: week === 8 ? ['SN-P'] : [...arms],
    until: ['OFFDRUG'],
    target: sinceVisit('C{n}', week * 7, [3, 3]),
    source: ownWindow,
    forms: blood,
  })),
  {
    ...inCycles,
    oid: 'C{n}-DEC',
    title: {
      en: 'Cycle {n}, dosimetry and decision',
      fr: 'Cycle {n}, dosimétrie et décision',
      sv: 'Kur {n}, dosimetri och beslut',
    },
    repeat,
    arms: ['SN-P'],
    until: ['OFFDRUG'],
    target: sinceVisit('C{n}', 28, [21, 28], { source: ownWindow }),
    forms: ask('SV', 'DOSIM'),
  },
]

const imaging = (repeat: { from: number; to: number; step: number }) => ({
  oid: 'IMG-{n}',
  title: { en: 'Imaging, week {n}', fr: 'Imagerie, semaine {n}', sv: 'Bilddiagnostik, vecka {n}' },
  kind: 'scheduled' as const,
  epoch: titles.imaging,
  phases: ['TREAT', 'FOLLOW'],
  repeat,
  until: ['PD'],
  inARow: { missed: 2, rule: 'X026' },
  target: {
    anchor: 'RAND',
    ...eachWeek,
    before: 14,
    after: 14,
    rule: 'X026',
    source: assumption({
      en: 'Imaging is counted from randomisation in all arms: every 12 weeks to week 72, then every 24.',
      fr: 'Imagerie comptée depuis la randomisation : toutes les 12 semaines jusqu’à la semaine 72, puis toutes les 24.',
      sv: 'Bilddiagnostik räknas från randomisering i alla armar: var 12:e vecka till vecka 72, sedan var 24:e.',
    }),
  },
  forms: [...ask('SV', 'LBM'), ...scans, ...questionnaires],
})

const following12 = (repeat: { from: number; to: number; step: number }, days: number) => ({
  oid: 'FU-{n}',
  title: { en: 'Follow-up, month {n}', fr: 'Suivi, mois {n}', sv: 'Uppföljning, månad {n}' },
  kind: 'scheduled' as const,
  epoch: titles.followUp,
  phases: ['FOLLOW'],
  repeat,
  target: { anchor: 'OFF', ...eachMonth, before: days, after: days, source: ownWindow },
  forms: [...ask('SV', 'FU', 'LBH', 'LBC', 'LBU'), ...questionnaires],
})

/** START-NET: 177Lu-DOTATOC by dosimetry and FDG-PET against four fixed cycles. */
export const design: StudyDesign = {
  endpoints: endpoints.startNet,
  study: {
    id: StudyId.parse('NCT05387603'),
    name: 'START-NET',
    title: {
      en: 'Personalised against fixed 177Lu-DOTATOC in advanced progressive NET',
      fr: '177Lu-DOTATOC personnalisé contre schéma fixe dans les TNE avancées progressives',
      sv: 'Individanpassad mot fast 177Lu-DOTATOC vid avancerad progredierande NET',
    },
    sponsorCode: 'START-01',
  },
  name: 'v-CTgov',
  consent: usualConsent,
  arms: [
    { oid: 'SN-C', title: { en: 'Fixed cycles', fr: 'Cycles fixes', sv: 'Fasta kurer' }, hue: 'neutral' },
    { oid: 'SN-P', title: { en: 'Personalised', fr: 'Personnalisé', sv: 'Individanpassad' }, hue: 'lutetium' },
    {
      oid: 'SN-P2',
      of: 'SN-P',
      title: {
        en: 'Personalised with capecitabine',
        fr: 'Personnalisé avec capécitabine',
        sv: 'Individanpassad med capecitabin',
      },
      hue: 'everolimus',
      when: { form: 'PETF', when: 'FDGPOS == "Y"' },
      source: stated,
    },
    {
      oid: 'SN-P1',
      of: 'SN-P',
      title: {
        en: 'Personalised, Lu-177 alone',
        fr: 'Personnalisé, Lu-177 seul',
        sv: 'Individanpassad, enbart Lu-177',
      },
      hue: 'lutetium',
      source: stated,
    },
  ],
  assignment: { form: 'RAND', arm: 'ARMCD' },
  phases: [
    { oid: 'SCREEN', title: titles.screening },
    {
      oid: 'TREAT',
      title: titles.treatment,
      baseline: 'SCR',
      course: {
        oid: 'MAIN',
        form: 'EXLU',
        item: 'ECSTDTM',
        most: 9,
        source: assumption({
          en: 'The dose to the kidneys decides; 9 cycles at most, as in a related trial. Fixed cycles: 4.',
          fr: 'La dose aux reins décide ; 9 cycles au plus, comme dans un essai voisin. Cycles fixes : 4.',
          sv: 'Dosen till njurarna avgör; högst 9 kurer, som i en besläktad studie. Fasta kurer: 4.',
        }),
      },
    },
    { oid: 'FOLLOW', title: titles.followUp },
  ],
  moves: [
    { from: ['SCREEN'], to: 'TREAT', on: 'RAND' },
    { from: ['TREAT'], to: 'FOLLOW', on: 'OFF' },
  ],
  anchors: [
    { oid: 'CONSENT', event: 'SCR', form: 'ICF', item: 'DSSTDAT' },
    ...usualAnchors,
    firstDose('TREAT'),
    { oid: 'PD', form: 'PD', item: 'PDDAT' },
    { oid: 'OFF', form: 'EOT', item: 'DSSTDAT' },
    { oid: 'LASTDOSE', form: 'EXLU', item: 'ECSTDTM', which: 'last' },
    // The next dose would bring the kidneys above their limit; in the personalised arm alone that stops treatment.
    { oid: 'KIDNEY', form: 'DOSIM', when: 'KIDPROJ > 30 && RAND.ARMCD != "SN-C"', source: stated },
  ],
  ends: [...usualEnds],
  baselines: ['RAND', 'DOSE1'],
  events: [
    {
      oid: 'SCR',
      title: titles.screening,
      kind: 'scheduled',
      phases: ['SCREEN'],
      target: [sinceDate('RAND', -21, [21, 21], { source: ownWindow }), sinceDate('CONSENT', 0, [0, 42])],
      valid: { days: 42, for: 'RAND', rule: 'SCREENING' },
      forms: [
        ...ask('SV', 'ICF', 'DM', 'NET', 'MDT', 'VS', 'PE', 'LBH', 'LBC', 'LBK', 'LBU', 'PREG', 'ECG', 'DPD'),
        ...ask('PETS', 'PETF'),
        ...scans,
        ...questionnaires,
        ...ask('IE'),
      ],
    },
    {
      oid: 'RAND',
      title: titles.randomisation,
      kind: 'scheduled',
      phases: ['SCREEN', 'TREAT'],
      forms: ask('SV', 'RAND'),
    },
    {
      ...inCycles,
      oid: 'C{n}',
      title: { en: 'Cycle {n}', fr: 'Cycle {n}', sv: 'Kur {n}' },
      repeat: four,
      until: [...inCycles.until, 'KIDNEY'],
      target: [
        sinceDate('RAND', 14, [14, 14], { occurrence: 'first', source: first }),
        sinceVisit('C{before}', 56, [7, 7], { ...doses, occurrence: 'later', arms: ['SN-C'], source: fixed }),
        { ...personalised, occurrence: 'later' },
      ],
      fresh: beforeDose,
      forms: [...dosing, ...questionnaires],
    },
    {
      ...inCycles,
      oid: 'C{n}-CAP',
      title: { en: 'Cycle {n}, capecitabine', fr: 'Cycle {n}, capécitabine', sv: 'Kur {n}, capecitabin' },
      repeat: four,
      arms: ['SN-P2'],
      target: sinceVisit('C{n}', 0, [0, 0], { source: stated }),
      forms: ask('SV', 'EXCAP'),
    },
    ...([8, 15, 22] as const).map((day) => ({
      ...inCycles,
      oid: `C{n}-D${day}`,
      title: { en: `Cycle {n}, day ${day}`, fr: `Cycle {n}, jour ${day}`, sv: `Kur {n}, dag ${day}` },
      repeat: four,
      arms: ['SN-P2'],
      until: ['OFFDRUG'],
      target: sinceVisit('C{n}-CAP', day - 1, [1, 1], { source: ownWindow }),
      forms: blood,
    })),
    ...following(four, ['SN-C', 'SN-P']),
    {
      ...inCycles,
      oid: 'C{n}',
      title: { en: 'Cycle {n}', fr: 'Cycle {n}', sv: 'Kur {n}' },
      repeat: more,
      arms: ['SN-P'],
      until: [...inCycles.until, 'KIDNEY'],
      target: personalised,
      fresh: beforeDose,
      forms: [...dosing, ...questionnaires],
    },
    ...following(more, ['SN-P']),
    imaging({ from: 12, to: 72, step: 12 }),
    imaging({ from: 96, to: 288, step: 24 }),
    {
      oid: 'PD',
      title: titles.progression,
      kind: 'scheduled',
      phases: ['TREAT', 'FOLLOW'],
      forms: [...ask('SV'), ...scans, ...ask('PD')],
    },
    {
      oid: 'EOT',
      title: titles.endOfTreatment,
      kind: 'scheduled',
      phases: ['TREAT'],
      target: sinceDate('LASTDOSE', 70, [14, 14], { source: ownWindow }),
      forms: [...blood, ...ask('LBU', 'EOT', 'HRU'), ...questionnaires],
    },
    following12({ from: 3, to: 12, step: 3 }, 14),
    following12({ from: 18, to: 60, step: 6 }, 28),
    ...unplanned([...blood, ...ask('VS', 'ICF')]),
    {
      oid: 'LOG',
      title: { en: 'Throughout', fr: 'Tout au long de l’étude', sv: 'Fortlöpande' },
      kind: 'log',
      forms: ask('AE', 'SAE', 'CM', 'MH', 'PTX', 'SUBTX', 'DMT', 'DV'),
    },
  ],
  notes: [
    sourcesAssumed,
    {
      about: 'SN-P2',
      source: assumption({
        en: 'FDG positive: any tumour lesion with more uptake than normal liver.',
        fr: 'FDG positif : toute lésion fixant plus que le foie normal.',
        sv: 'FDG-positiv: någon tumörlesion med högre upptag än normal lever.',
      }),
    },
    {
      about: 'C1-H24',
      source: assumption({
        en: 'Dosimetry in the arm with fixed cycles is optional and not planned.',
        fr: 'La dosimétrie du bras à cycles fixes est facultative et non planifiée.',
        sv: 'Dosimetri i armen med fasta kurer är frivillig och inte planerad.',
      }),
    },
  ],
  gates: startNetGates,
  safety: safetyOf('LU', 'AA', 'CAP'),
  randomisation,
  eligibility: startNetEligibility['v-CTgov'],
  visitDate: { form: forms.SV, item: 'SVSTDTC' },
  signing: [
    { form: forms.AE, meaning: 'reviewed-adverse-event' },
    ...ask('PD', 'EOT', 'DTH').map((form) => ({ form, meaning: 'data-correct' as const })),
  ],
}

export const startNet = defineStudy(design)

/** As the European register words it: sites choose by the version of the protocol they work by. */
export const startNetEu = defineStudy({
  ...withForms(design, criteriaForm('v-EU', startNetEligibility['v-EU'])),
  name: 'v-EU',
  about: {
    en: 'Stricter uptake: lesions at twice the liver or more, on a scan of the last 3 months, and Ki-67 up to 50 %.',
    fr: 'Fixation plus stricte : lésions à deux fois le foie ou plus, examen de moins de 3 mois, Ki-67 jusqu’à 50 %.',
    sv: 'Strängare upptag: lesioner minst två gånger levern, undersökning inom 3 månader, Ki-67 högst 50 %.',
  },
  eligibility: startNetEligibility['v-EU'],
})
