import { StudyId } from '#shared/ids'
import { firstDose, sourcesAssumed, unplanned, usualAnchors, usualConsent, usualEnds } from '../common/in-every-study'
import { safetyOf } from '../common/safety'
import { type StudyDesign, defineStudy } from '../define'
import { endpoints } from '../endpoints'
import { netRetreatGates } from '../dose-gates'
import {
  assumption,
  beforeDose,
  decided,
  doses,
  eachWeek,
  ownWindow,
  sinceDate,
  sinceVisit,
  stated,
  titles,
} from '../visits'
import { netRetreatEligibility } from './eligibility'
import { ask, forms } from './forms'
import { randomisation } from './randomisation'

const safety = ask('SV', 'VS', 'LBH', 'LBC')
const dosing = [...safety, ...ask('LBU', 'PREG', 'EXLU', 'EXAA')]
const scans = ask('TUTL', 'TUNT', 'TUNL', 'RSOV')
const questionnaires = ask('QLQ', 'GIN', 'EQ5')

const lutetium = { en: 'Lu-177', fr: 'Lu-177', sv: 'Lu-177' }
const everolimus = { en: 'Everolimus', fr: 'Évérolimus', sv: 'Everolimus' }
const imagingRhythm = assumption({
  en: 'The record names no imaging interval; every 12 weeks from randomisation.',
  fr: 'Le registre ne donne pas d’intervalle ; toutes les 12 semaines depuis la randomisation.',
  sv: 'Registerposten anger inget intervall för bilddiagnostik; var 12:e vecka från randomisering.',
})

/** The two cycles of one course and the visits after each: arm I as `L`, after crossover as `XL`. */
const cycles = (
  letter: 'L' | 'XL',
  phase: string,
  arms: readonly string[],
  first: ReturnType<typeof sinceDate>,
): StudyDesign['events'] => {
  const shared = {
    kind: 'scheduled' as const,
    epoch: letter === 'L' ? lutetium : titles.crossover,
    arms: [...arms],
    phases: [phase],
    until: [letter === 'L' ? 'OFF' : 'XOFF', 'OFFDRUG', letter === 'L' ? 'PD' : 'XPD'],
  }
  return [
    {
      ...shared,
      oid: `${letter}{n}`,
      title: { en: 'Lu-177 cycle {n}', fr: 'Lu-177, cycle {n}', sv: 'Lu-177-kur {n}' },
      repeat: { from: 1, to: 2 },
      target: [
        { ...first, occurrence: 'first' },
        sinceVisit(`${letter}{before}`, 56, [7, 7], { ...doses, occurrence: 'later', source: stated }),
      ],
      fresh: beforeDose,
      forms: [...dosing, ...questionnaires],
    },
    ...([4, 6] as const).map((week) => ({
      ...shared,
      oid: `${letter}{n}-W${week}`,
      title: { en: `Cycle {n}, week ${week}`, fr: `Cycle {n}, semaine ${week}`, sv: `Kur {n}, vecka ${week}` },
      repeat: { from: 1, to: 2 },
      target: sinceVisit(`${letter}{n}`, week * 7, [3, 3]),
      source: ownWindow,
      forms: safety,
    })),
  ]
}

/** NET RETREAT: 177Lu-DOTATATE again against everolimus, with crossover after progression, as of September 2023. */
export const design: StudyDesign = {
  endpoints: endpoints.netRetreat,
  study: {
    id: StudyId.parse('NCT05773274'),
    name: 'NET RETREAT',
    title: {
      en: '177Lu-DOTATATE re-treatment against everolimus in midgut NET after earlier PRRT',
      fr: 'Retraitement par 177Lu-DOTATATE contre évérolimus dans les TNE de l’intestin moyen après PRRT',
      sv: 'Ny behandling med 177Lu-DOTATATE mot everolimus vid midgut-NET efter tidigare PRRT',
    },
    sponsorCode: 'CCTG NE.1',
  },
  name: 'v-A',
  consent: usualConsent,
  arms: [
    {
      oid: 'NR1',
      title: { en: 'Arm I: 177Lu-DOTATATE', fr: 'Bras I : 177Lu-DOTATATE', sv: 'Arm I: 177Lu-DOTATATE' },
      hue: 'lutetium',
    },
    {
      oid: 'NR2',
      title: { en: 'Arm II: everolimus', fr: 'Bras II : évérolimus', sv: 'Arm II: everolimus' },
      hue: 'everolimus',
    },
  ],
  assignment: { form: 'RAND', arm: 'ARMCD' },
  phases: [
    { oid: 'SCREEN', title: titles.screening },
    {
      oid: 'TREAT',
      title: titles.treatment,
      baseline: 'SCR',
      course: { oid: 'MAIN', form: 'EXLU', item: 'ECSTDTM', most: 2, source: stated },
    },
    { oid: 'FOLLOW', title: titles.followUp },
    {
      oid: 'CROSS',
      title: titles.crossover,
      baseline: 'XSCR',
      course: { oid: 'CROSSOVER', form: 'EXLU', item: 'ECSTDTM', most: 2, source: stated },
      source: assumption({
        en: 'A new baseline of scans, blood and questionnaires before crossover.',
        fr: 'Nouveau bilan initial avant le changement de bras.',
        sv: 'En ny baslinje med bilddiagnostik, blodprov och frågeformulär före överkorsning.',
      }),
    },
    {
      oid: 'XFOLLOW',
      title: {
        en: 'Follow-up after crossover',
        fr: 'Suivi après changement de bras',
        sv: 'Uppföljning efter överkorsning',
      },
    },
  ],
  moves: [
    { from: ['SCREEN'], to: 'TREAT', on: 'RAND' },
    { from: ['TREAT'], to: 'FOLLOW', on: 'OFF' },
    { from: ['TREAT', 'FOLLOW'], to: 'CROSS', on: 'XOVR', arms: ['NR2'], source: stated },
    { from: ['CROSS'], to: 'XFOLLOW', on: 'XOFF' },
  ],
  anchors: [
    { oid: 'CONSENT', event: 'SCR', form: 'ICF', item: 'DSSTDAT' },
    ...usualAnchors,
    { oid: 'PD', event: 'PD', form: 'PD', item: 'PDDAT' },
    { oid: 'XPD', event: 'XPD', form: 'PD', item: 'PDDAT' },
    { oid: 'OFF', phase: 'TREAT', form: 'EOT', item: 'DSSTDAT' },
    { oid: 'XOFF', phase: 'CROSS', form: 'EOT', item: 'DSSTDAT' },
    { oid: 'XOVR', event: 'XSCR', form: 'XOVR', item: 'XOVDAT', ...decided },
    firstDose('TREAT'),
    { oid: 'XL1', event: 'XL1', form: 'SV', item: 'SVSTDTC' },
  ],
  ends: [...usualEnds],
  baselines: ['RAND', 'DOSE1', 'XL1'],
  events: [
    {
      oid: 'SCR',
      title: titles.screening,
      kind: 'scheduled',
      phases: ['SCREEN'],
      target: [sinceDate('RAND', -14, [14, 14], { source: ownWindow }), sinceDate('CONSENT', 0, [0, 28])],
      valid: { days: 28, for: 'RAND', rule: 'SCREENING' },
      forms: [
        ...ask('SV', 'ICF', 'DM', 'NET', 'PPRRT', 'VS', 'PE', 'LBH', 'LBC', 'LBE', 'LBU', 'LBM', 'PREG', 'ECG', 'PETS'),
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
    ...cycles(
      'L',
      'TREAT',
      ['NR1'],
      sinceDate('RAND', 14, [14, 14], {
        source: assumption({
          en: 'First dose within 28 days of randomisation.',
          fr: 'Première dose dans les 28 jours suivant la randomisation.',
          sv: 'Första dosen inom 28 dagar efter randomisering.',
        }),
      }),
    ),
    {
      oid: 'EOT-L',
      title: { en: 'End of Lu-177', fr: 'Fin du Lu-177', sv: 'Slut på Lu-177' },
      kind: 'scheduled',
      epoch: lutetium,
      arms: ['NR1'],
      phases: ['TREAT'],
      target: sinceVisit('L2', 56, [7, 7], { source: ownWindow }),
      until: ['OFF'],
      forms: [...safety, ...ask('LBU', 'EOT')],
    },
    {
      oid: 'E1',
      title: { en: 'Everolimus, first day', fr: 'Évérolimus, premier jour', sv: 'Everolimus, första dagen' },
      kind: 'scheduled',
      epoch: everolimus,
      arms: ['NR2'],
      phases: ['TREAT'],
      until: ['OFF', 'OFFDRUG', 'PD'],
      target: sinceDate('RAND', 0, [0, 7], { source: ownWindow }),
      forms: [...safety, ...ask('LBE')],
    },
    ...(
      [
        { from: 2, to: 4, step: 2, blood: true },
        // Glucose and lipids every 8 weeks.
        { from: 8, to: 152, step: 8, blood: true },
        { from: 12, to: 156, step: 8, blood: false },
      ] as const
    ).map(({ blood, ...repeat }) => ({
      oid: 'E-W{n}',
      title: { en: 'Everolimus, week {n}', fr: 'Évérolimus, semaine {n}', sv: 'Everolimus, vecka {n}' },
      kind: 'scheduled' as const,
      epoch: everolimus,
      arms: ['NR2'],
      phases: ['TREAT'],
      until: ['OFF', 'OFFDRUG', 'PD'],
      repeat,
      target: { event: 'E1', ...eachWeek, before: 3, after: 3, source: ownWindow },
      forms: [...safety, ...(blood ? ask('LBE') : [])],
    })),
    {
      oid: 'IMG-{n}',
      title: { en: 'Imaging, week {n}', fr: 'Imagerie, semaine {n}', sv: 'Bilddiagnostik, vecka {n}' },
      kind: 'scheduled',
      epoch: titles.imaging,
      phases: ['TREAT', 'FOLLOW'],
      repeat: { from: 12, to: 156, step: 12 },
      until: ['PD'],
      inARow: { missed: 2, rule: 'X026' },
      target: { anchor: 'RAND', ...eachWeek, before: 7, after: 7, rule: 'X026', source: imagingRhythm },
      forms: [...ask('SV', 'VS', 'LBM'), ...scans, ...questionnaires],
    },
    {
      oid: 'PD',
      title: titles.progression,
      kind: 'scheduled',
      phases: ['TREAT', 'FOLLOW'],
      forms: [...ask('SV'), ...scans, ...ask('PD', 'EOT'), ...questionnaires],
    },
    {
      oid: 'XSCR',
      title: { en: 'Before crossover', fr: 'Avant changement de bras', sv: 'Före överkorsning' },
      kind: 'scheduled',
      epoch: titles.crossover,
      arms: ['NR2'],
      phases: ['TREAT', 'FOLLOW'],
      target: sinceDate('PD', 28, [28, 28], { source: ownWindow }),
      valid: { days: 28, for: 'XL1', rule: 'NR-X04' },
      forms: [
        ...ask('SV', 'ICF', 'VS', 'LBH', 'LBC', 'LBU', 'PREG', 'PETS'),
        ...scans,
        ...questionnaires,
        ...ask('IE', 'XOVR'),
      ],
    },
    ...cycles(
      'XL',
      'CROSS',
      ['NR2'],
      sinceDate('PD', 28, [28, 28], {
        rule: 'NR-X06',
        source: assumption({
          en: 'First dose after crossover within 56 days of progression.',
          fr: 'Première dose après changement de bras dans les 56 jours suivant la progression.',
          sv: 'Första dosen efter överkorsning inom 56 dagar efter progress.',
        }),
      }),
    ),
    {
      oid: 'EOT-XL',
      title: {
        en: 'End of Lu-177 after crossover',
        fr: 'Fin du Lu-177 après changement de bras',
        sv: 'Slut på Lu-177 efter överkorsning',
      },
      kind: 'scheduled',
      epoch: titles.crossover,
      arms: ['NR2'],
      phases: ['CROSS'],
      target: sinceVisit('XL2', 56, [7, 7], { source: ownWindow }),
      until: ['XOFF'],
      forms: [...safety, ...ask('LBU', 'EOT')],
    },
    {
      oid: 'XIMG-{n}',
      title: {
        en: 'Imaging after crossover, week {n}',
        fr: 'Imagerie après changement de bras, semaine {n}',
        sv: 'Bilddiagnostik efter överkorsning, vecka {n}',
      },
      kind: 'scheduled',
      epoch: titles.crossover,
      phases: ['CROSS', 'XFOLLOW'],
      repeat: { from: 12, to: 156, step: 12 },
      until: ['XPD'],
      inARow: { missed: 2, rule: 'X026-X' },
      target: { event: 'XL1', ...eachWeek, before: 7, after: 7, rule: 'X026', source: imagingRhythm },
      forms: [...ask('SV', 'VS', 'LBM'), ...scans],
    },
    {
      oid: 'XPD',
      title: {
        en: 'Progression after crossover',
        fr: 'Progression après changement de bras',
        sv: 'Progress efter överkorsning',
      },
      kind: 'scheduled',
      epoch: titles.crossover,
      phases: ['CROSS', 'XFOLLOW'],
      forms: [...ask('SV'), ...scans, ...ask('PD', 'EOT')],
    },
    {
      oid: 'SURV-{n}',
      title: { en: 'Survival, week {n}', fr: 'Survie, semaine {n}', sv: 'Överlevnad, vecka {n}' },
      kind: 'scheduled',
      epoch: titles.followUp,
      phases: ['FOLLOW', 'XFOLLOW'],
      repeat: { from: 12, to: 156, step: 12 },
      target: { anchor: 'RAND', ...eachWeek, before: 14, after: 14, source: ownWindow },
      forms: ask('SV', 'FU'),
    },
    ...unplanned([...safety, ...ask('ICF')]),
    {
      oid: 'LOG',
      title: { en: 'Throughout', fr: 'Tout au long de l’étude', sv: 'Fortlöpande' },
      kind: 'log',
      forms: ask('AE', 'SAE', 'CM', 'MH', 'PTX', 'EXOCT', 'EXEV', 'BIO', 'SUBTX', 'DMT', 'DV'),
    },
  ],
  notes: [
    sourcesAssumed,
    {
      about: 'SURV',
      source: assumption({
        en: 'Study assessments run for three years; survival is not followed longer.',
        fr: 'Les évaluations durent trois ans ; la survie n’est pas suivie au-delà.',
        sv: 'Studiens bedömningar pågår i tre år; överlevnad följs inte längre.',
      }),
    },
  ],
  gates: netRetreatGates,
  safety: safetyOf('LU', 'AA', 'OCT', 'EVE'),
  randomisation,
  eligibility: netRetreatEligibility['v-A'],
  visitDate: { form: forms.SV, item: 'SVSTDTC' },
  signing: [
    { form: forms.AE, meaning: 'reviewed-adverse-event' },
    ...ask('PD', 'XOVR', 'EOT', 'DTH').map((form) => ({ form, meaning: 'data-correct' as const })),
  ],
}

export const netRetreat = defineStudy(design)
