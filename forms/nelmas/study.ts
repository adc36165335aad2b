import { StudyId } from '#shared/ids'
import { textIn } from '#shared/study/names'
import { firstDose, sourcesAssumed, unplanned, usualAnchors, usualConsent, usualEnds } from '../common/in-every-study'
import { safetyOf } from '../common/safety'
import { type StudyDesign, type Text, defineStudy } from '../define'
import { endpoints } from '../endpoints'
import { nelmasGates } from '../dose-gates'
import { assumption, beforeDose, doses, eachMonth, ownWindow, sinceDate, sinceVisit, stated, titles } from '../visits'
import { nelmasEligibility } from './eligibility'
import { ask, forms } from './forms'
import { randomisation } from './randomisation'

const safety = ask('SV', 'VS', 'LBH', 'LBC')
const dosing = [...safety, ...ask('LBU', 'PREG', 'EXLU', 'EXAA')]
const questionnaires = ask('QLQ', 'GIN', 'EQ5', 'HRU')

const treatment = { ...titles.treatment }
const treated = {
  kind: 'scheduled' as const,
  epoch: treatment,
  arms: ['NL-B'],
  phases: ['STUDY'],
  until: ['OFF', 'OFFDRUG'],
}
const weeksOf = (dose: string, repeat: { from: number; to: number; step?: number }, days: number) => ({
  ...treated,
  oid: `${dose}-W{n}`,
  title: { en: `${dose}, week {n}`, fr: `${dose}, semaine {n}`, sv: `${dose}, vecka {n}` },
  repeat,
  until: ['OFFDRUG'],
  target: { event: dose, days: 0, each: { days: 7 }, before: days, after: days },
  source: assumption({
    en: 'Ten visits after PRRT are in the record; how they are spread was taken.',
    fr: 'Dix visites après PRRT selon le registre ; leur répartition a été retenue par défaut.',
    sv: 'Tio besök efter PRRT står i registerposten; hur de fördelas är antaget.',
  }),
})

const calendar = assumption({
  en: 'Scans, samples and questionnaires are counted from randomisation; surgery is the alternative.',
  fr: 'Imagerie, prélèvements et questionnaires comptés depuis la randomisation ; la chirurgie est l’alternative.',
  sv: 'Bilddiagnostik, prov och frågeformulär räknas från randomisering; operation är alternativet.',
})
const months = (
  token: string,
  title: Text,
  repeat: { from: number; to: number; step?: number },
  asked: ReturnType<typeof ask>,
) => ({
  oid: `${token}-{n}`,
  title: { en: `${title.en}, month {n}`, fr: `${title.fr}, mois {n}`, sv: `${textIn(title, 'sv')}, månad {n}` },
  kind: 'scheduled' as const,
  epoch: title,
  phases: ['STUDY'],
  repeat,
  target: { anchor: 'RAND', ...eachMonth, before: 14, after: 14, source: calendar },
  forms: asked,
})

const longTerm = { en: 'Long-term follow-up', fr: 'Suivi à long terme', sv: 'Långtidsuppföljning' }
const survival = (repeat: { from: number; to: number }, phases: readonly string[]) => ({
  oid: 'SURV-{n}',
  title: { en: 'Survival, month {n}', fr: 'Survie, mois {n}', sv: 'Överlevnad, månad {n}' },
  kind: 'scheduled' as const,
  epoch: longTerm,
  phases: [...phases],
  repeat: { ...repeat, step: 6 },
  target: {
    anchor: 'RAND',
    ...eachMonth,
    before: 28,
    after: 28,
    source: assumption({
      en: 'Data are collected for 5 years from the last randomisation; half-yearly to 5 years of the participant.',
      fr: 'Données recueillies 5 ans après la dernière randomisation ; tous les 6 mois jusqu’à 5 ans du participant.',
      sv: 'Data samlas in i 5 år från den sista randomiseringen; varje halvår till 5 år för deltagaren.',
    }),
  },
  forms: ask('SV', 'FU'),
})

const mri = { en: 'Liver MRI', fr: 'IRM hépatique', sv: 'MR lever' }
const samples = { en: 'Samples', fr: 'Prélèvements', sv: 'Prov' }

/** NELMAS: two cycles of 177Lu-DOTATATE after resection of liver metastases against follow-up. */
export const design: StudyDesign = {
  endpoints: endpoints.nelmas,
  study: {
    id: StudyId.parse('NCT05987176'),
    name: 'NELMAS',
    title: {
      en: '177Lu-DOTATATE against best supportive care after resection of neuroendocrine liver metastases',
      fr: '177Lu-DOTATATE contre soins de support après résection de métastases hépatiques neuroendocrines',
      sv: '177Lu-DOTATATE mot bästa understödjande vård efter resektion av neuroendokrina levermetastaser',
    },
    sponsorCode: 'AF-ICL 01',
  },
  name: '1.0',
  consent: usualConsent,
  arms: [
    { oid: 'NL-A', title: { en: 'Follow-up', fr: 'Suivi', sv: 'Uppföljning' }, hue: 'neutral' },
    { oid: 'NL-B', title: { en: '177Lu-DOTATATE', fr: '177Lu-DOTATATE', sv: '177Lu-DOTATATE' }, hue: 'lutetium' },
  ],
  assignment: { form: 'RAND', arm: 'ARMCD' },
  phases: [
    { oid: 'BEFORE', title: { en: 'Before surgery', fr: 'Avant chirurgie', sv: 'Före operation' } },
    { oid: 'OPERATED', title: { en: 'After surgery', fr: 'Après chirurgie', sv: 'Efter operation' } },
    {
      oid: 'STUDY',
      title: { en: 'Treatment and follow-up', fr: 'Traitement et suivi', sv: 'Behandling och uppföljning' },
      baseline: 'SCR2',
      course: { oid: 'MAIN', form: 'EXLU', item: 'ECSTDTM', most: 2, source: stated },
    },
    { oid: 'FOLLOW', title: { en: 'After recurrence', fr: 'Après récidive', sv: 'Efter återfall' } },
    { oid: 'LATER', title: longTerm },
  ],
  moves: [
    { from: ['BEFORE'], to: 'OPERATED', on: 'SURG', source: stated },
    { from: ['OPERATED'], to: 'STUDY', on: 'RAND', source: stated },
    // Recurrence stops study treatment and assessments.
    { from: ['STUDY'], to: 'FOLLOW', on: 'PD', source: stated },
    { from: ['STUDY'], to: 'LATER', on: 'EOS' },
  ],
  anchors: [
    { oid: 'CONSENT', event: 'PREOP', form: 'ICF', item: 'DSSTDAT' },
    { oid: 'SURG', event: 'SURG', form: 'SURG', item: 'SURGDAT' },
    ...usualAnchors,
    firstDose('STUDY'),
    { oid: 'PD', form: 'PD', item: 'PDDAT' },
    { oid: 'OFF', form: 'EOT', item: 'DSSTDAT' },
    { oid: 'EOS', event: 'EOS', form: 'SV', item: 'SVSTDTC' },
  ],
  ends: [...usualEnds],
  baselines: ['RAND', 'DOSE1'],
  events: [
    {
      oid: 'PREOP',
      title: { en: 'Before surgery', fr: 'Avant chirurgie', sv: 'Före operation' },
      kind: 'scheduled',
      phases: ['BEFORE'],
      target: sinceDate('CONSENT', 0, [0, 42], { source: ownWindow }),
      forms: [...ask('SV', 'ICF', 'DM', 'NET', 'TUTL', 'TUNT', 'TUNL', 'IMG-DFS', 'PETS', 'NETEST'), ...questionnaires],
    },
    {
      oid: 'SURG',
      title: { en: 'Surgery', fr: 'Chirurgie', sv: 'Operation' },
      kind: 'scheduled',
      phases: ['BEFORE', 'OPERATED'],
      forms: ask('SV', 'SURG'),
    },
    {
      oid: 'SCR2',
      title: { en: 'After histology', fr: 'Après histologie', sv: 'Efter histologi' },
      kind: 'scheduled',
      phases: ['OPERATED'],
      target: sinceDate('SURG', 14, [14, 14], { source: ownWindow }),
      valid: { days: 28, for: 'RAND', rule: 'SCREENING' },
      forms: [...safety, ...ask('LBK', 'LBU', 'PREG', 'IE')],
    },
    {
      oid: 'RAND',
      title: titles.randomisation,
      kind: 'scheduled',
      phases: ['OPERATED', 'STUDY'],
      target: sinceDate('SURG', 28, [28, 0], {
        source: assumption({
          en: 'Randomised as soon as possible, at most 28 days after surgery.',
          fr: 'Randomisation dès que possible, au plus 28 jours après la chirurgie.',
          sv: 'Randomiseras så snart som möjligt, högst 28 dagar efter operation.',
        }),
      }),
      forms: ask('SV', 'RAND'),
    },
    {
      ...treated,
      oid: 'C1',
      title: { en: 'Cycle 1', fr: 'Cycle 1', sv: 'Kur 1' },
      target: sinceDate('SURG', 42, [14, 14], { rule: 'X036', source: stated }),
      fresh: beforeDose,
      forms: dosing,
    },
    { ...weeksOf('C1', { from: 2, to: 6, step: 2 }, 3), forms: safety },
    {
      ...treated,
      oid: 'C2',
      title: { en: 'Cycle 2', fr: 'Cycle 2', sv: 'Kur 2' },
      target: sinceVisit('C1', 56, [7, 7], { ...doses, source: stated }),
      fresh: beforeDose,
      forms: dosing,
    },
    { ...weeksOf('C2', { from: 2, to: 6, step: 2 }, 3), forms: safety },
    { ...weeksOf('C2', { from: 8, to: 12, step: 4 }, 7), forms: safety },
    { ...weeksOf('C2', { from: 24, to: 24 }, 14), forms: [...safety, ...ask('LBU')] },
    {
      oid: 'EOT',
      title: titles.endOfTreatment,
      kind: 'scheduled',
      epoch: treatment,
      arms: ['NL-B'],
      phases: ['STUDY'],
      target: sinceVisit('C2', 56, [7, 7], { source: ownWindow }),
      until: ['OFF'],
      forms: ask('SV', 'EOT'),
    },
    {
      oid: 'A{n}',
      title: { en: 'Follow-up, month {n}', fr: 'Suivi, mois {n}', sv: 'Uppföljning, månad {n}' },
      kind: 'scheduled',
      epoch: titles.followUp,
      arms: ['NL-A'],
      phases: ['STUDY'],
      repeat: { from: 3, to: 36, step: 3 },
      target: { anchor: 'RAND', ...eachMonth, before: 14, after: 14, source: ownWindow },
      forms: safety,
    },
    months('MRI', mri, { from: 3, to: 12, step: 3 }, ask('SV', 'IMG-DFS')),
    months('MRI', mri, { from: 18, to: 36, step: 6 }, ask('SV', 'IMG-DFS')),
    months('PET', { en: 'PET', fr: 'TEP', sv: 'PET' }, { from: 12, to: 36, step: 12 }, ask('SV', 'PETS')),
    months('PRO', { en: 'Questionnaires', fr: 'Questionnaires', sv: 'Frågeformulär' }, { from: 12, to: 36, step: 12 }, [
      ...ask('SV'),
      ...questionnaires,
    ]),
    months('BIO', samples, { from: 6, to: 12, step: 6 }, ask('SV', 'NETEST')),
    months('BIO', samples, { from: 36, to: 36 }, ask('SV', 'NETEST')),
    {
      oid: 'PD',
      title: { en: 'Recurrence', fr: 'Récidive', sv: 'Återfall' },
      kind: 'scheduled',
      phases: ['STUDY', 'FOLLOW', 'LATER'],
      forms: ask('SV', 'IMG-DFS', 'PD'),
    },
    {
      oid: 'EOS',
      title: { en: 'End of study visit', fr: 'Visite de fin d’étude', sv: 'Avslutande studiebesök' },
      kind: 'scheduled',
      phases: ['STUDY', 'FOLLOW'],
      until: ['PD'],
      target: sinceDate('RAND', 0, [14, 14], { months: 36, source: stated }),
      forms: [...safety, ...ask('FU'), ...questionnaires],
    },
    // Month 36 is the end of study visit, where nothing came back.
    survival({ from: 6, to: 36 }, ['FOLLOW']),
    survival({ from: 42, to: 60 }, ['FOLLOW', 'LATER']),
    ...unplanned([...safety, ...ask('ICF', 'IMG-DFS')]),
    {
      oid: 'LOG',
      title: { en: 'Throughout', fr: 'Tout au long de l’étude', sv: 'Fortlöpande' },
      kind: 'log',
      forms: ask('AE', 'SAE', 'CM', 'MH', 'PTX', 'BIO', 'SUBTX', 'DMT', 'DV'),
    },
  ],
  notes: [
    sourcesAssumed,
    {
      about: 'C1',
      source: assumption({
        en: 'First cycle 6 weeks after surgery, two either way, as registered; a later abstract says 8.',
        fr: 'Premier cycle 6 semaines après la chirurgie, à 2 près, selon le registre ; un résumé ultérieur dit 8.',
        sv: 'Första kuren 6 veckor efter operation, två åt vardera hållet, som registrerat; ett senare abstract säger 8.',
      }),
    },
  ],
  gates: nelmasGates,
  safety: safetyOf('LU', 'AA'),
  randomisation,
  eligibility: nelmasEligibility.default,
  visitDate: { form: forms.SV, item: 'SVSTDTC' },
  signing: [
    { form: forms.AE, meaning: 'reviewed-adverse-event' },
    ...ask('SURG', 'PD', 'EOT', 'DTH').map((form) => ({ form, meaning: 'data-correct' as const })),
  ],
}

export const nelmas = defineStudy(design)
