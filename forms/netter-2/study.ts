import { StudyId } from '#shared/ids'
import { adverseEvent } from '../common/adverse-event'
import { concomitantMedication } from '../common/concomitant-medication'
import { sourcesAssumed, usualConsent } from '../common/in-every-study'
import { demographics } from '../common/demographics'
import { informedConsent } from '../common/informed-consent'
import { biochemistryForm, haematologyForm } from '../common/laboratory'
import { visit } from '../common/visit'
import { vitalSigns } from '../common/vital-signs'
import { safetyWithoutDoses } from '../common/safety'
import { defineStudy, type StudyDesign } from '../define'
import { endpoints } from '../endpoints'
import { netter2Gates } from '../dose-gates'

/** What adverse events are weighed against: everything the Lutathera arm gives; the control arm gives octreotide. */
const aes = adverseEvent([
  { code: 'LU', name: { en: 'Lutathera', fr: 'Lutathera', sv: 'Lutathera' }, action: true },
  { code: 'AA', name: { en: 'amino acids', fr: 'les acides aminés', sv: 'aminosyror' }, action: false },
  { code: 'OCT', name: { en: 'octreotide', fr: 'l’octréotide', sv: 'oktreotid' }, action: true },
])

/** Eligibility asks for a Karnofsky of at least 60 (N2-I06). */
const vitals = vitalSigns('KPS')

const entry = { en: 'Entry', fr: 'Entrée', sv: 'Inträde' }
const cycle1 = { en: 'Cycle 1', fr: 'Cycle 1', sv: 'Kur 1' }

/** NETTER-2 as far as cycle 1, week 4: first-line Lutathera in G2 and G3 advanced GEP-NET against high-dose octreotide. */
export const design: StudyDesign = {
  endpoints: endpoints.netter2,
  study: {
    id: StudyId.parse('NCT03972488'),
    name: 'NETTER-2',
    title: {
      en: 'First-line Lutathera with octreotide LAR 30 mg against octreotide LAR 60 mg in G2 and G3 advanced GEP-NET',
      fr: 'Lutathera en première ligne avec octréotide LAR 30 mg contre octréotide LAR 60 mg dans les TNE-GEP avancées G2 et G3',
      sv: 'Lutathera i första linjen med oktreotid LAR 30 mg mot oktreotid LAR 60 mg vid avancerad G2- och G3-GEP-NET',
    },
    sponsorCode: 'CAAA601A22301',
  },
  name: '0.1',
  consent: usualConsent,
  arms: [
    {
      oid: 'N2-L',
      title: {
        en: 'Lutathera + octreotide LAR 30 mg',
        fr: 'Lutathera + octréotide LAR 30 mg',
        sv: 'Lutathera + oktreotid LAR 30 mg',
      },
      hue: 'lutetium',
    },
    {
      oid: 'N2-C',
      title: { en: 'Octreotide LAR 60 mg', fr: 'Octréotide LAR 60 mg', sv: 'Oktreotid LAR 60 mg' },
      hue: 'lar',
    },
  ],
  anchors: [
    { oid: 'CONSENT', event: 'SCR', form: 'ICF', item: 'DSSTDAT' },
    { oid: 'C1', event: 'W0', form: 'SV', item: 'SVSTDTC' },
  ],
  baselines: ['C1'],
  events: [
    {
      oid: 'SCR',
      title: { en: 'Screening', fr: 'Sélection', sv: 'Screening' },
      kind: 'scheduled',
      epoch: entry,
      // Screening lasts at most 28 days before randomisation.
      target: { anchor: 'CONSENT', days: 0, before: 0, after: 28 },
      forms: [visit, informedConsent, demographics, vitals, haematologyForm, biochemistryForm],
    },
    {
      oid: 'W0',
      title: { en: 'Cycle 1, day 1', fr: 'Cycle 1, jour 1', sv: 'Kur 1, dag 1' },
      kind: 'scheduled',
      epoch: cycle1,
      // Randomised within 28 days of consent, first dose within 28 days of that: at the latest day 56.
      target: { anchor: 'CONSENT', days: 28, before: 28, after: 28 },
      forms: [visit, vitals, haematologyForm, biochemistryForm],
    },
    {
      oid: 'W4',
      title: { en: 'Cycle 1, week 4', fr: 'Cycle 1, semaine 4', sv: 'Kur 1, vecka 4' },
      kind: 'scheduled',
      epoch: cycle1,
      target: { anchor: 'C1', days: 28, before: 3, after: 3 },
      forms: [visit, vitals, haematologyForm, biochemistryForm],
    },
    {
      oid: 'UNS',
      title: { en: 'Unscheduled visit', fr: 'Visite imprévue', sv: 'Extra besök' },
      kind: 'unscheduled',
      forms: [visit, vitals, haematologyForm, biochemistryForm],
    },
    {
      oid: 'LOG',
      title: { en: 'Throughout', fr: 'Tout au long de l’étude', sv: 'Fortlöpande' },
      kind: 'log',
      forms: [aes, concomitantMedication],
    },
  ],
  visitDate: { form: visit, item: 'SVSTDTC' },
  signing: [{ form: aes, meaning: 'reviewed-adverse-event' }],
  notes: [sourcesAssumed],
  gates: netter2Gates,
  safety: safetyWithoutDoses('LU', 'AA', 'OCT'),
}

export const netter2 = defineStudy(design)
