import { StudyId } from '#shared/ids'
import { firstDose, sourcesAssumed, unplanned, usualAnchors, usualConsent, usualEnds } from '../common/in-every-study'
import { safetyOf } from '../common/safety'
import { type StudyDesign, defineStudy } from '../define'
import { endpoints } from '../endpoints'
import { reLuthGates } from '../dose-gates'
import { assumption, beforeDose, doses, eachMonth, ownWindow, sinceDate, sinceVisit, stated, titles } from '../visits'
import { reLuthEligibility } from './eligibility'
import { ask, forms } from './forms'
import { randomisation } from './randomisation'

const safety = ask('SV', 'VS', 'LBH', 'LBC')
const dosing = [...safety, ...ask('LBU', 'PREG', 'EXLU', 'EXAA')]
const scans = ask('TUTL', 'TUNT', 'TUNL', 'RSOV')
const questionnaires = ask('QLQ', 'GIN')

const runIn = { en: 'Run-in', fr: 'Phase initiale', sv: 'Inledningsfas' }
const extra = { en: 'Further cycles', fr: 'Cycles supplémentaires', sv: 'Ytterligare kurer' }
const surveillance = { en: 'Surveillance', fr: 'Surveillance', sv: 'Aktiv uppföljning' }

/** One week either way of 8: the paper names 8 weeks, not the window. */
const eightWeeks = (before: string) =>
  sinceVisit(before, 56, [7, 7], {
    ...doses,
    source: assumption({
      en: 'Eight weeks are in the protocol paper; a week either way was taken.',
      fr: 'Huit semaines figurent dans l’article ; une semaine de part et d’autre a été retenue.',
      sv: 'Åtta veckor står i protokollartikeln; en vecka åt vardera hållet är antaget.',
    }),
  })

const inRunIn = { kind: 'scheduled' as const, epoch: runIn, phases: ['RUNIN'], until: ['RUNPD', 'RUNOFF', 'OFFDRUG'] }
const inExtra = {
  kind: 'scheduled' as const,
  epoch: extra,
  arms: ['RL-EXP'],
  phases: ['RANDOMISED'],
  until: ['PD', 'OFF', 'OFFDRUG'],
}
const week = (dose: string, weeks: number) => ({
  oid: `${dose}-W${weeks}`,
  title: { en: `${dose}, week ${weeks}`, fr: `${dose}, semaine ${weeks}`, sv: `${dose}, vecka ${weeks}` },
  target: sinceVisit(dose, weeks * 7, [3, 3]),
  source: ownWindow,
  forms: safety,
})

const visitsFrom = (repeat: { from: number; to: number; step: number }, days: number) => ({
  oid: 'M{n}',
  title: { en: 'Month {n}', fr: 'Mois {n}', sv: 'Månad {n}' },
  kind: 'scheduled' as const,
  epoch: surveillance,
  phases: ['RANDOMISED'],
  until: ['PD'],
  repeat,
  inARow: { missed: 2, rule: 'X026' },
  target: {
    anchor: 'RAND',
    ...eachMonth,
    before: days,
    after: days,
    rule: 'X026',
    source: assumption({
      en: 'Every 2 months is in the record; windows and the calendar after month 6 were taken.',
      fr: 'Tous les 2 mois selon le registre ; fenêtres et calendrier après le mois 6 retenus par défaut.',
      sv: 'Varannan månad står i registerposten; fönster och kalendern efter månad 6 är antagna.',
    }),
  },
  forms: [...safety, ...ask('PE', 'LBM'), ...scans, ...questionnaires],
})

/** ReLUTH: after two more cycles of Lutathera, two further ones against surveillance. */
export const design: StudyDesign = {
  endpoints: endpoints.reLuth,
  study: {
    id: StudyId.parse('NCT04954820'),
    name: 'ReLUTH',
    title: {
      en: 'Four against two re-treatment cycles of Lutathera in new progression of intestinal NET',
      fr: 'Quatre contre deux cycles de retraitement par Lutathera dans les TNE intestinales en nouvelle progression',
      sv: 'Fyra mot två förnyade kurer av Lutathera vid ny progress av tarm-NET',
    },
    sponsorCode: 'PROICM 2021-04 REL',
  },
  name: '1.0',
  consent: usualConsent,
  arms: [
    {
      oid: 'RL-EXP',
      title: { en: 'Two more cycles', fr: 'Deux cycles de plus', sv: 'Två kurer till' },
      hue: 'lutetium',
    },
    { oid: 'RL-CTL', title: surveillance, hue: 'neutral' },
  ],
  assignment: { form: 'RAND', arm: 'ARMCD' },
  phases: [
    { oid: 'INCLUSION', title: { en: 'Inclusion', fr: 'Inclusion', sv: 'Inklusion' } },
    {
      oid: 'RUNIN',
      title: runIn,
      baseline: 'INC',
      course: { oid: 'RUNIN', form: 'EXLU', item: 'ECSTDTM', most: 2, source: stated },
    },
    { oid: 'NOTRAND', title: { en: 'Not randomised', fr: 'Non randomisé', sv: 'Ej randomiserad' } },
    {
      oid: 'RANDOMISED',
      title: { en: 'After randomisation', fr: 'Après randomisation', sv: 'Efter randomisering' },
      baseline: 'EVR',
      course: { oid: 'EXTRA', form: 'EXLU', item: 'ECSTDTM', most: 2, source: stated },
      source: assumption({
        en: 'Disease control is measured against the scan before randomisation; that of inclusion can be taken instead.',
        fr: 'Le contrôle de la maladie se mesure contre l’imagerie avant randomisation ; celle de l’inclusion est possible.',
        sv: 'Sjukdomskontroll mäts mot undersökningen före randomisering; den vid inklusionen kan användas i stället.',
      }),
    },
    { oid: 'FOLLOW', title: titles.followUp },
  ],
  moves: [
    { from: ['INCLUSION'], to: 'RUNIN', on: 'REG', source: stated },
    { from: ['RUNIN'], to: 'NOTRAND', on: 'RUNOFF' },
    { from: ['RUNIN'], to: 'RANDOMISED', on: 'RAND', source: stated },
    { from: ['RANDOMISED'], to: 'FOLLOW', on: 'PD' },
  ],
  anchors: [
    { oid: 'CONSENT', event: 'INC', form: 'ICF', item: 'DSSTDAT' },
    { oid: 'REG', form: 'REG', item: 'REGDAT' },
    ...usualAnchors,
    { oid: 'RUNPD', event: 'RUNPD', form: 'PD', item: 'PDDAT' },
    { oid: 'EVRPD', event: 'EVR', form: 'RSOV', when: 'OVRLRESP_INV == "PD"' },
    { oid: 'RUNOFF', phase: 'RUNIN', form: 'EOT', item: 'DSSTDAT' },
    firstDose('RUNIN'),
    { oid: 'PD', event: 'PD', form: 'PD', item: 'PDDAT' },
    { oid: 'OFF', phase: 'RANDOMISED', form: 'EOT', item: 'DSSTDAT' },
  ],
  ends: [...usualEnds],
  baselines: ['DOSE1', 'RAND'],
  events: [
    {
      oid: 'INC',
      title: { en: 'Inclusion', fr: 'Inclusion', sv: 'Inklusion' },
      kind: 'scheduled',
      phases: ['INCLUSION'],
      target: [sinceDate('REG', -14, [14, 14], { source: ownWindow }), sinceDate('CONSENT', 0, [0, 28])],
      valid: { days: 28, for: 'REG', rule: 'SCREENING' },
      forms: [
        ...ask('SV', 'ICF', 'DM', 'NET', 'PPRRT', 'MDT', 'VS', 'LBH', 'LBC', 'LBU', 'LBK', 'LBM', 'PREG', 'PETS'),
        ...scans,
        ...questionnaires,
        ...ask('IE'),
      ],
    },
    {
      oid: 'REG',
      title: { en: 'Registration', fr: 'Enregistrement', sv: 'Registrering' },
      kind: 'scheduled',
      phases: ['INCLUSION', 'RUNIN'],
      forms: ask('SV', 'REG'),
    },
    {
      ...inRunIn,
      oid: 'R1',
      title: { en: 'R1', fr: 'R1', sv: 'R1' },
      target: sinceDate('REG', 14, [14, 14], {
        source: assumption({
          en: 'First dose within 28 days of registration.',
          fr: 'Première dose dans les 28 jours suivant l’enregistrement.',
          sv: 'Första dosen inom 28 dagar efter registrering.',
        }),
      }),
      fresh: beforeDose,
      forms: dosing,
    },
    { ...inRunIn, ...week('R1', 4) },
    { ...inRunIn, ...week('R1', 6) },
    {
      ...inRunIn,
      oid: 'R2',
      title: { en: 'R2', fr: 'R2', sv: 'R2' },
      target: eightWeeks('R1'),
      fresh: beforeDose,
      forms: dosing,
    },
    { ...inRunIn, ...week('R2', 4) },
    {
      ...inRunIn,
      oid: 'EVR',
      title: {
        en: 'Response before randomisation',
        fr: 'Évaluation avant randomisation',
        sv: 'Respons före randomisering',
      },
      target: sinceVisit('R2', 35, [7, 14], { source: ownWindow }),
      valid: { days: 14, for: 'RAND', rule: 'SCREENING' },
      forms: [...safety, ...ask('LBU'), ...scans, ...questionnaires, ...ask('IE')],
    },
    {
      ...inRunIn,
      oid: 'RAND',
      title: titles.randomisation,
      phases: ['RUNIN', 'RANDOMISED'],
      // Progression in the run-in forbids randomisation; the participant stays registered.
      until: ['RUNPD', 'EVRPD', 'RUNOFF'],
      target: sinceVisit('EVR', 7, [7, 7], { source: ownWindow }),
      forms: ask('SV', 'RAND'),
    },
    {
      oid: 'RUNPD',
      title: { en: 'Not randomised', fr: 'Non randomisé', sv: 'Ej randomiserad' },
      kind: 'scheduled',
      epoch: runIn,
      phases: ['RUNIN', 'NOTRAND'],
      forms: [...ask('SV'), ...scans, ...ask('PD', 'EOT')],
    },
    {
      ...inExtra,
      oid: 'R3',
      title: { en: 'R3', fr: 'R3', sv: 'R3' },
      target: eightWeeks('R2'),
      fresh: beforeDose,
      forms: dosing,
    },
    { ...inExtra, ...week('R3', 4) },
    {
      ...inExtra,
      oid: 'R4',
      title: { en: 'R4', fr: 'R4', sv: 'R4' },
      target: eightWeeks('R3'),
      fresh: beforeDose,
      forms: dosing,
    },
    { ...inExtra, ...week('R4', 4) },
    {
      oid: 'EOT',
      title: titles.endOfTreatment,
      kind: 'scheduled',
      epoch: extra,
      arms: ['RL-EXP'],
      phases: ['RANDOMISED'],
      target: sinceVisit('R4', 56, [7, 7], { source: ownWindow }),
      until: ['OFF'],
      forms: [...safety, ...ask('LBU', 'EOT')],
    },
    visitsFrom({ from: 2, to: 6, step: 2 }, 14),
    visitsFrom({ from: 9, to: 24, step: 3 }, 28),
    visitsFrom({ from: 30, to: 120, step: 6 }, 28),
    {
      oid: 'PD',
      title: titles.progression,
      kind: 'scheduled',
      phases: ['RANDOMISED', 'FOLLOW'],
      forms: [...ask('SV'), ...scans, ...ask('PD', 'EOT'), ...questionnaires],
    },
    {
      oid: 'SURV-{n}',
      title: { en: 'Survival, month {n}', fr: 'Survie, mois {n}', sv: 'Överlevnad, månad {n}' },
      kind: 'scheduled',
      epoch: titles.followUp,
      phases: ['FOLLOW'],
      repeat: { from: 6, to: 120, step: 6 },
      target: { anchor: 'RAND', ...eachMonth, before: 28, after: 28, source: ownWindow },
      forms: ask('SV', 'FU'),
    },
    ...unplanned([...safety, ...ask('ICF')]),
    {
      oid: 'LOG',
      title: { en: 'Throughout', fr: 'Tout au long de l’étude', sv: 'Fortlöpande' },
      kind: 'log',
      forms: ask('AE', 'SAE', 'CM', 'MH', 'PTX', 'SUBTX', 'DMT', 'DV'),
    },
  ],
  notes: [sourcesAssumed],
  gates: reLuthGates,
  safety: safetyOf('LU', 'AA'),
  randomisation,
  eligibility: reLuthEligibility.default,
  visitDate: { form: forms.SV, item: 'SVSTDTC' },
  signing: [
    { form: forms.AE, meaning: 'reviewed-adverse-event' },
    ...ask('REG', 'PD', 'EOT', 'DTH').map((form) => ({ form, meaning: 'data-correct' as const })),
  ],
}

export const reLuth = defineStudy(design)
