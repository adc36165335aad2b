import { criteriaForm } from '../common/criteria'
import { firstDose, sourcesAssumed, unplanned, usualAnchors, usualConsent, usualEnds } from '../common/in-every-study'
import { safetyOf } from '../common/safety'
import { type StudyDesign, type Text, defineStudy, withForms } from '../define'
import { endpoints } from '../endpoints'
import { netter2Gates } from '../dose-gates'
import {
  assumption,
  beforeDose,
  decided,
  doses,
  eachMonth,
  eachWeek,
  ownWindow,
  sinceDate,
  sinceVisit,
  stated,
  titles,
} from '../visits'
import { netter2Eligibility } from './eligibility'
import { ask, forms } from './forms'
import { randomisation } from './randomisation'
import { design as asFarAsWeek4 } from './study'

const safety = ask('SV', 'VS', 'LBH', 'LBC')
const blood = ask('SV', 'LBH', 'LBC')
const dosing = [...safety, ...ask('LBU', 'PREG', 'EXLU', 'EXAA')]
const scans = ask('TUTL', 'TUNT', 'TUNL', 'RSOV')
const questionnaires = ask('QLQ', 'GIN', 'EQ5')
/** What a later course is decided on. */
const beforeCourse = [...ask('SV', 'ICF', 'VS', 'LBH', 'LBC', 'LBU', 'PREG', 'PETS'), ...scans]

const lutathera = { en: 'Lutathera', fr: 'Lutathera', sv: 'Lutathera' }
const octreotide = { en: 'Octreotide', fr: 'Octréotide', sv: 'Oktreotid' }

const treating = {
  kind: 'scheduled' as const,
  phases: ['TREAT'],
  until: ['PD', 'OFF', 'OFFDRUG'],
}
const within28 = assumption({
  en: 'First Lutathera within 28 days of randomisation, the time it takes to order.',
  fr: 'Premier Lutathera dans les 28 jours suivant la randomisation, délai de commande.',
  sv: 'Första Lutathera inom 28 dagar efter randomisering, den tid beställningen tar.',
})

const dose = (week: number, before: number) => ({
  ...treating,
  oid: `W${week}`,
  title: { en: `Week ${week}, Lutathera`, fr: `Semaine ${week}, Lutathera`, sv: `Vecka ${week}, Lutathera` },
  epoch: lutathera,
  arms: ['N2-L'],
  target: sinceVisit(`W${before}`, 56, [7, 7], { ...doses, source: stated }),
  fresh: beforeDose,
  forms: dosing,
})
const dayAfter = (week: number) => ({
  ...treating,
  oid: `W${week}-D2`,
  title: { en: `Week ${week}, day after`, fr: `Semaine ${week}, lendemain`, sv: `Vecka ${week}, dagen efter` },
  epoch: lutathera,
  arms: ['N2-L'],
  until: ['OFFDRUG'],
  // Octreotide LAR 30 mg, at least 4 hours after the infusion.
  target: sinceVisit(`W${week}`, 1, [0, 0], { rule: 'X017', source: stated }),
  forms: ask('SV'),
})
const afterDose = (week: number, dosed: number) => ({
  ...treating,
  oid: `W${week}`,
  title: { en: `Week ${week}`, fr: `Semaine ${week}`, sv: `Vecka ${week}` },
  epoch: lutathera,
  arms: ['N2-L'],
  until: ['OFFDRUG'],
  target: sinceVisit(`W${dosed}`, (week - dosed) * 7, [3, 3]),
  source: ownWindow,
  forms: blood,
})
/** Weeks 4 and 6 after the first dose of either arm. */
const early = (week: number) => ({
  ...treating,
  oid: `W${week}`,
  title: { en: `Week ${week}`, fr: `Semaine ${week}`, sv: `Vecka ${week}` },
  epoch: { en: 'First weeks', fr: 'Premières semaines', sv: 'Första veckorna' },
  target: [sinceVisit('W0', week * 7, [3, 3]), sinceVisit('D1', week * 7, [3, 3])],
  source: ownWindow,
  forms: week === 4 ? [...blood, ...ask('ECG')] : blood,
})
const injection = (repeat: { from: number; to: number }, arms: readonly string[]) => ({
  ...treating,
  oid: 'LAR-{n}',
  title: { en: 'Octreotide LAR, week {n}', fr: 'Octréotide LAR, semaine {n}', sv: 'Oktreotid LAR, vecka {n}' },
  epoch: octreotide,
  arms: [...arms],
  repeat: { ...repeat, step: 4 },
  target: [
    { event: 'W0', ...eachWeek, before: 3, after: 3 },
    { event: 'D1', ...eachWeek, before: 3, after: 3 },
  ],
  source: stated,
  forms: safety,
})
const tumour = (repeat: { from: number; to: number; step: number }) => ({
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
    before: 7,
    after: 7,
    rule: 'X026',
    source: assumption({
      en: 'Weeks and windows are in the record; that they count from randomisation was taken.',
      fr: 'Semaines et fenêtres selon le registre ; le comptage depuis la randomisation est retenu par défaut.',
      sv: 'Veckor och fönster finns i registerposten; att de räknas från randomisering är antaget.',
    }),
  },
  forms: [...safety, ...scans, ...questionnaires],
})

/** A later course of up to four cycles: `X` after crossover, `RR` on re-treatment. */
const laterCourse = (
  letters: 'X' | 'RR',
  phases: readonly string[],
  opens: string,
  ends: readonly string[],
): StudyDesign['events'] => {
  const own = {
    kind: 'scheduled' as const,
    epoch: letters === 'X' ? titles.crossover : titles.retreatment,
    phases: [...phases],
    repeat: { from: 1, to: 4 },
  }
  return [
    {
      ...own,
      oid: `${letters}{n}`,
      title: { en: `Lutathera ${letters}{n}`, fr: `Lutathera ${letters}{n}`, sv: `Lutathera ${letters}{n}` },
      until: [...ends, 'OFFDRUG'],
      target: [
        sinceDate(opens, 14, [14, 14], { occurrence: 'first', source: ownWindow }),
        sinceVisit(`${letters}{before}`, 56, [7, 7], { ...doses, occurrence: 'later', source: ownWindow }),
      ],
      fresh: beforeDose,
      forms: dosing,
    },
    {
      ...own,
      oid: `${letters}{n}-D2`,
      title: { en: `${letters}{n}, day after`, fr: `${letters}{n}, lendemain`, sv: `${letters}{n}, dagen efter` },
      until: ['OFFDRUG'],
      target: sinceVisit(`${letters}{n}`, 1, [0, 0], { rule: 'X017' }),
      forms: ask('SV'),
    },
    {
      ...own,
      oid: `${letters}{n}-W4`,
      title: { en: `${letters}{n}, week 4`, fr: `${letters}{n}, semaine 4`, sv: `${letters}{n}, vecka 4` },
      until: ['OFFDRUG'],
      target: sinceVisit(`${letters}{n}`, 28, [3, 3]),
      source: ownWindow,
      forms: blood,
    },
  ]
}

const ending = (oid: string, title: Text, phases: readonly string[], since: string) => ({
  oid,
  title,
  kind: 'scheduled' as const,
  phases: [...phases],
  target: sinceDate(since, 0, [7, 7], { source: ownWindow }),
  forms: [...safety, ...ask('ECG', 'EOT')],
})
const progressed = (oid: string, title: Text, phases: readonly string[]) => ({
  oid,
  title,
  kind: 'scheduled' as const,
  phases: [...phases],
  forms: [...ask('SV'), ...scans, ...ask('PD'), ...questionnaires],
})
const course = (oid: string, least?: number) => ({
  oid,
  form: 'EXLU',
  item: 'ECSTDTM',
  ...(least !== undefined && { least }),
  most: 4,
  source: stated,
})

/** NETTER-2 whole: both arms, crossover of the control arm, re-treatment, follow-up. */
export const design: StudyDesign = {
  endpoints: endpoints.netter2,
  study: asFarAsWeek4.study,
  name: 'v-18',
  consent: usualConsent,
  arms: asFarAsWeek4.arms,
  assignment: { form: 'RAND', arm: 'ARMCD' },
  phases: [
    { oid: 'SCREEN', title: titles.screening },
    { oid: 'TREAT', title: titles.treatment, baseline: 'SCR', course: course('MAIN') },
    { oid: 'FOLLOW', title: titles.followUp },
    { oid: 'CROSS', title: titles.crossover, baseline: 'XSCR', course: course('CROSSOVER') },
    {
      oid: 'XFOLLOW',
      title: {
        en: 'Follow-up after crossover',
        fr: 'Suivi après changement de bras',
        sv: 'Uppföljning efter överkorsning',
      },
    },
    { oid: 'RETREAT', title: titles.retreatment, baseline: 'RSCR', course: course('RETREAT', 2) },
    {
      oid: 'XRETREAT',
      title: {
        en: 'Re-treatment after crossover',
        fr: 'Retraitement après changement de bras',
        sv: 'Ny behandling efter överkorsning',
      },
      baseline: 'RSCR',
      course: course('RETREAT_AFTER_XO', 2),
    },
    {
      oid: 'RFOLLOW',
      title: {
        en: 'Follow-up after re-treatment',
        fr: 'Suivi après retraitement',
        sv: 'Uppföljning efter ny behandling',
      },
    },
  ],
  moves: [
    { from: ['SCREEN'], to: 'TREAT', on: 'RAND' },
    { from: ['TREAT'], to: 'FOLLOW', on: 'OFF' },
    { from: ['TREAT', 'FOLLOW'], to: 'CROSS', arms: ['N2-C'], on: 'XOVR', source: stated },
    { from: ['CROSS'], to: 'XFOLLOW', on: 'XOFF' },
    { from: ['TREAT', 'FOLLOW'], to: 'RETREAT', arms: ['N2-L'], on: 'RETX', source: stated },
    { from: ['CROSS', 'XFOLLOW'], to: 'XRETREAT', arms: ['N2-C'], on: 'RETX', source: stated },
    { from: ['RETREAT', 'XRETREAT'], to: 'RFOLLOW', on: 'ROFF' },
  ],
  anchors: [
    { oid: 'CONSENT', event: 'SCR', form: 'ICF', item: 'DSSTDAT' },
    ...usualAnchors,
    { oid: 'PD', event: 'PD', form: 'PD', item: 'PDDAT' },
    { oid: 'XPD', event: 'XPD', form: 'PD', item: 'PDDAT' },
    { oid: 'RPD', event: 'RPD', form: 'PD', item: 'PDDAT' },
    { oid: 'OFF', event: 'EOT', form: 'EOT', item: 'DSSTDAT' },
    { oid: 'XOFF', event: 'XEOT', form: 'EOT', item: 'DSSTDAT' },
    { oid: 'ROFF', event: 'REOT', form: 'EOT', item: 'DSSTDAT' },
    { oid: 'XOVR', event: 'XSCR', form: 'XOVR', item: 'XOVDAT', ...decided },
    { oid: 'RETX', event: 'RSCR', form: 'RETX', item: 'XOVDAT', ...decided },
    firstDose('TREAT'),
    { oid: 'X1', event: 'X1', form: 'SV', item: 'SVSTDTC' },
    { oid: 'RR1', event: 'RR1', form: 'SV', item: 'SVSTDTC' },
  ],
  ends: [...usualEnds],
  baselines: ['RAND', 'DOSE1', 'X1', 'RR1'],
  events: [
    {
      oid: 'SCR',
      title: titles.screening,
      kind: 'scheduled',
      phases: ['SCREEN'],
      target: [sinceDate('RAND', -14, [14, 14], { source: ownWindow }), sinceDate('CONSENT', 0, [0, 28])],
      valid: { days: 28, for: 'RAND', rule: 'SCREENING' },
      forms: [
        ...ask('SV', 'ICF', 'DM', 'NET', 'VS', 'PE', 'LBH', 'LBC', 'LBK', 'LBU', 'LBE', 'ECG', 'ECHO', 'PREG', 'PETS'),
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
      ...dose(0, 0),
      title: { en: 'Week 0, Lutathera', fr: 'Semaine 0, Lutathera', sv: 'Vecka 0, Lutathera' },
      target: sinceDate('RAND', 14, [14, 14], { source: within28 }),
    },
    dayAfter(0),
    {
      ...treating,
      oid: 'D1',
      title: { en: 'Day 1, octreotide', fr: 'Jour 1, octréotide', sv: 'Dag 1, oktreotid' },
      epoch: octreotide,
      arms: ['N2-C'],
      target: sinceDate('RAND', 0, [0, 7], { source: ownWindow }),
      forms: safety,
    },
    early(4),
    early(6),
    dose(8, 0),
    dayAfter(8),
    afterDose(12, 8),
    dose(16, 8),
    dayAfter(16),
    afterDose(20, 16),
    dose(24, 16),
    dayAfter(24),
    injection({ from: 8, to: 24 }, ['N2-C']),
    injection({ from: 28, to: 72 }, ['N2-C', 'N2-L']),
    tumour({ from: 16, to: 24, step: 8 }),
    tumour({ from: 36, to: 156, step: 12 }),
    progressed('PD', titles.progression, ['TREAT', 'FOLLOW']),
    ending('EOT', titles.endOfTreatment, ['TREAT'], 'PD'),
    {
      oid: 'XSCR',
      title: { en: 'Before crossover', fr: 'Avant changement de bras', sv: 'Före överkorsning' },
      kind: 'scheduled',
      epoch: titles.crossover,
      arms: ['N2-C'],
      phases: ['TREAT', 'FOLLOW'],
      target: sinceDate('PD', 14, [14, 42], { source: ownWindow }),
      valid: { days: 28, for: 'X1', rule: 'N2-X02' },
      forms: [...beforeCourse, ...ask('IE', 'XOVR')],
    },
    ...laterCourse('X', ['CROSS'], 'XOVR', ['XPD', 'XOFF']),
    progressed(
      'XPD',
      {
        en: 'Progression after crossover',
        fr: 'Progression après changement de bras',
        sv: 'Progress efter överkorsning',
      },
      ['CROSS', 'XFOLLOW'],
    ),
    ending(
      'XEOT',
      {
        en: 'End of crossover treatment',
        fr: 'Fin du traitement après changement',
        sv: 'Slut på behandling efter överkorsning',
      },
      ['CROSS'],
      'XPD',
    ),
    {
      oid: 'RSCR',
      title: { en: 'Before re-treatment', fr: 'Avant retraitement', sv: 'Före ny behandling' },
      kind: 'scheduled',
      epoch: titles.retreatment,
      phases: ['TREAT', 'FOLLOW', 'CROSS', 'XFOLLOW'],
      target: [
        sinceDate('XPD', 14, [14, 42], { arms: ['N2-C'], source: ownWindow }),
        sinceDate('PD', 14, [14, 42], { arms: ['N2-L'], source: ownWindow }),
      ],
      valid: { days: 28, for: 'RR1', rule: 'N2-R04' },
      forms: [...beforeCourse, ...ask('IE', 'RETX')],
    },
    ...laterCourse('RR', ['RETREAT', 'XRETREAT'], 'RETX', ['RPD', 'ROFF']),
    progressed(
      'RPD',
      {
        en: 'Progression after re-treatment',
        fr: 'Progression après retraitement',
        sv: 'Progress efter ny behandling',
      },
      ['RETREAT', 'XRETREAT', 'RFOLLOW'],
    ),
    ending(
      'REOT',
      { en: 'End of re-treatment', fr: 'Fin du retraitement', sv: 'Slut på ny behandling' },
      ['RETREAT', 'XRETREAT'],
      'RPD',
    ),
    {
      oid: 'FU-{n}',
      title: { en: 'Follow-up, month {n}', fr: 'Suivi, mois {n}', sv: 'Uppföljning, månad {n}' },
      kind: 'scheduled',
      epoch: titles.followUp,
      phases: ['FOLLOW', 'XFOLLOW', 'RFOLLOW'],
      repeat: { from: 6, to: 60, step: 6 },
      target: {
        anchor: 'RAND',
        ...eachMonth,
        before: 28,
        after: 28,
        source: assumption({
          en: 'Every 6 months for 3 years of follow-up, on one calendar from randomisation to month 60.',
          fr: 'Tous les 6 mois pendant 3 ans de suivi, sur un calendrier unique jusqu’au mois 60.',
          sv: 'Var 6:e månad i 3 års uppföljning, i en kalender från randomisering till månad 60.',
        }),
      },
      forms: ask('SV', 'FU', 'LBH', 'LBC'),
    },
    ...unplanned([...safety, ...ask('ICF')]),
    {
      oid: 'LOG',
      title: { en: 'Throughout', fr: 'Tout au long de l’étude', sv: 'Fortlöpande' },
      kind: 'log',
      forms: ask('AE', 'SAE', 'CM', 'MH', 'PTX', 'EXOCT', 'SUBTX', 'DMT', 'DV'),
    },
  ],
  notes: [
    sourcesAssumed,
    {
      about: 'RETX',
      source: assumption({
        en: 'Criteria of crossover and re-treatment are not public; six months after the last Lutathera was taken.',
        fr: 'Critères non publics ; six mois après le dernier Lutathera retenus par défaut.',
        sv: 'Kriterierna för överkorsning och ny behandling är inte offentliga; sex månader efter senaste Lutathera är antaget.',
      }),
    },
  ],
  gates: netter2Gates,
  safety: safetyOf('LU', 'AA', 'OCT'),
  randomisation,
  eligibility: netter2Eligibility['18'],
  visitDate: { form: forms.SV, item: 'SVSTDTC' },
  signing: [
    { form: forms.AE, meaning: 'reviewed-adverse-event' },
    ...ask('PD', 'XOVR', 'RETX', 'EOT', 'DTH').map((form) => ({ form, meaning: 'data-correct' as const })),
  ],
}

export const wholeNetter2 = defineStudy(design)

/** As sites use it in countries that let minors of 15 take part, with their assent. */
export const netter2From15 = defineStudy({
  ...withForms(design, criteriaForm('v-15', netter2Eligibility['15'])),
  name: 'v-15',
  about: {
    en: 'Participants may be 15 instead of 18, where the country allows it. Minors give their assent as well.',
    fr: 'Dès 15 ans au lieu de 18, là où le pays le permet. Les mineurs donnent aussi leur assentiment.',
    sv: 'Deltagare får vara 15 i stället för 18 där landet tillåter det. Minderåriga ger också sitt eget medgivande.',
  },
  eligibility: netter2Eligibility['15'],
})
