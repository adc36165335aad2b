import { causality } from '../code-lists'
import { calculated, code, date, datetime, defineForm, integer, text } from '../define'
import { laboratoryForms } from './laboratory-forms'
import { expectedness, reportKinds, reporters } from './outcome-lists'
import { yesNo } from './yes-no'

const at = (day: string, time: string) => `${day}T${time}:00+02:00`

/** SAE: one version of the report of a serious adverse event. */
export const seriousAdverseEvent = defineForm({
  oid: 'SAE',
  title: {
    en: 'Serious adverse event report',
    fr: 'Déclaration d’événement grave',
    sv: 'Rapport om allvarlig oönskad händelse',
  },
  repeating: true,
  nameItem: 'SAENO',
  columns: ['SAENO', 'SAEVER', 'SAETERM', 'SAESTDAT', 'SAEENDAT', 'SAEAWARE', 'SAESENT', 'SAECAUSINV', 'SAEAELINK'],
  groups: {
    REPORT: {
      title: { en: 'Report', fr: 'Déclaration', sv: 'Rapport' },
      items: {
        SAENO: text({ label: { en: 'Number', fr: 'Numéro', sv: 'Nummer' }, maxLength: 40, required: true }),
        SAEVER: integer({ label: { en: 'Version', fr: 'Version', sv: 'Version' }, hard: ['1', '99'], required: true }),
        SAETYPE: code({
          label: { en: 'Kind', fr: 'Type', sv: 'Slag' },
          codeList: reportKinds,
          display: 'radio',
          required: true,
        }),
        SAECORR: text({
          label: { en: 'Corrects the times of', fr: 'Corrige les heures de', sv: 'Rättar tiderna i' },
          help: {
            en: 'When the site knew and when it was sent cannot be changed. Another report says what was wrong.',
            fr: 'Les heures de connaissance et d’envoi ne changent plus. Une autre déclaration dit ce qui était faux.',
            sv: 'När prövningsstället fick veta och när den skickades kan inte ändras. En annan rapport säger vad som var fel.',
          },
          link: { forms: ['SAE'] },
        }),
        SAETERM: text({
          label: { en: 'Event', fr: 'Événement', sv: 'Händelse' },
          help: {
            en: 'As in the adverse event.',
            fr: 'Comme dans l’événement indésirable.',
            sv: 'Som i den oönskade händelsen.',
          },
          maxLength: 200,
          required: true,
        }),
        SAEAELINK: text({
          label: { en: 'Its adverse event', fr: 'Son événement indésirable', sv: 'Dess oönskade händelse' },
          link: { forms: ['AE'] },
        }),
        SAESTDAT: date({ label: { en: 'Began', fr: 'Début', sv: 'Började' }, partial: true, required: true }),
        SAEENDAT: date({ label: { en: 'Ended', fr: 'Fin', sv: 'Slutade' }, partial: true }),
        SAEAWARE: datetime({
          label: { en: 'The site knew at', fr: 'Le centre l’a su à', sv: 'Prövningsstället fick veta' },
          required: true,
          once: true,
        }),
        SAESENT: datetime({ label: { en: 'Sent at', fr: 'Envoyée à', sv: 'Skickad' }, required: true, once: true }),
        REPORTEDBY: code({
          label: { en: 'Reported by', fr: 'Déclarée par', sv: 'Rapporterad av' },
          codeList: reporters,
          display: 'select',
          required: true,
        }),
      },
    },
    COURSE: {
      title: { en: 'What happened', fr: 'Déroulement', sv: 'Vad som hände' },
      items: {
        SAENARR: text({ label: { en: 'Narrative', fr: 'Narration', sv: 'Berättelse' }, lines: 8, required: true }),
        HOSPADM: date({ label: { en: 'Admitted', fr: 'Hospitalisé le', sv: 'Inlagd' } }),
        HOSPDIS: date({ label: { en: 'Discharged', fr: 'Sorti le', sv: 'Utskriven' } }),
        RELEVANTTESTS: text({
          label: { en: 'Tests that matter', fr: 'Examens pertinents', sv: 'Undersökningar av betydelse' },
          link: { results: laboratoryForms, many: true },
        }),
        AUTOPSY: yesNo(
          { en: 'Autopsy', fr: 'Autopsie', sv: 'Obduktion' },
          { when: 'every.DTH.exists(d, given(d.DTHDAT))' },
        ),
      },
    },
    CAUSE: {
      title: { en: 'Cause', fr: 'Cause', sv: 'Orsak' },
      items: {
        SAEEXP: code({
          label: { en: 'Expected?', fr: 'Attendu ?', sv: 'Förväntad?' },
          codeList: expectedness,
          display: 'radio',
          required: true,
          missing: true,
        }),
        SAECAUSINV: code({
          label: { en: 'Related, investigator', fr: 'Lien, investigateur', sv: 'Samband, prövare' },
          codeList: causality,
          display: 'radio',
          required: true,
        }),
        SAECAUSSPO: code({
          label: { en: 'Related, sponsor', fr: 'Lien, promoteur', sv: 'Samband, sponsor' },
          codeList: causality,
          display: 'radio',
          required: true,
          missing: true,
        }),
        LASTDOSEDTM: calculated({
          label: { en: 'Last Lu-177 before', fr: 'Dernier Lu-177 avant', sv: 'Senaste Lu-177 före' },
          expression:
            'latest(every.EXLU.filter(d, given(d.ECSTDTM) && dayOf(d.ECSTDTM) <= SAESTDAT).map(d, dayOf(d.ECSTDTM)))',
          result: 'date',
        }),
        ONSETFROMDOSE: calculated({
          label: {
            en: 'Days from dose to event',
            fr: 'Jours de la dose à l’événement',
            sv: 'Dagar från dos till händelse',
          },
          expression: 'daysBetween(LASTDOSEDTM, SAESTDAT)',
          result: 'decimal',
          unit: 'd',
        }),
      },
    },
  },
  checks: [
    {
      id: 'X022',
      severity: 'D',
      deviation: 'SAFETY_REPORTING',
      items: ['SAESENT', 'SAEAWARE'],
      holds: 'minutesBetween(SAEAWARE, SAESENT) <= 24 * 60',
      message: {
        en: 'Sent more than 24 hours after the site knew.',
        fr: 'Envoyée plus de 24 heures après la connaissance par le centre.',
        sv: 'Skickad mer än 24 timmar efter att prövningsstället fick veta.',
      },
      cases: {
        holds: { SAEAWARE: at('2025-05-02', '16:00'), SAESENT: at('2025-05-02', '17:10') },
        boundary: { SAEAWARE: at('2025-05-02', '16:00'), SAESENT: at('2025-05-03', '16:00') },
        fails: { SAEAWARE: at('2025-05-02', '16:00'), SAESENT: at('2025-05-03', '17:10') },
      },
    },
    {
      id: 'SAE-01',
      severity: 'H',
      items: ['SAESENT', 'SAEAWARE'],
      holds: '0 <= minutesBetween(SAEAWARE, SAESENT)',
      message: {
        en: 'Sent before the site knew.',
        fr: 'Envoyée avant la connaissance par le centre.',
        sv: 'Skickad innan prövningsstället fick veta.',
      },
      cases: {
        holds: { SAEAWARE: at('2025-05-02', '16:00'), SAESENT: at('2025-05-02', '17:10') },
        boundary: { SAEAWARE: at('2025-05-02', '16:00'), SAESENT: at('2025-05-02', '16:00') },
        fails: { SAEAWARE: at('2025-05-02', '16:00'), SAESENT: at('2025-05-02', '15:59') },
      },
    },
    {
      id: 'SAE-02',
      severity: 'H',
      items: ['HOSPADM', 'HOSPDIS', 'SAESTDAT'],
      holds:
        'SAESTDAT <= HOSPADM && (!given(HOSPDIS) || HOSPADM <= HOSPDIS) && (!given(SAEENDAT) || HOSPADM <= SAEENDAT)',
      message: {
        en: 'The hospital stay does not fit the dates of the event.',
        fr: 'L’hospitalisation ne correspond pas aux dates de l’événement.',
        sv: 'Sjukhusvistelsen stämmer inte med händelsens datum.',
      },
      cases: {
        holds: { SAESTDAT: '2025-05-01', HOSPADM: '2025-05-02', HOSPDIS: '2025-05-06' },
        boundary: { SAESTDAT: '2025-05-02', HOSPADM: '2025-05-02', HOSPDIS: '2025-05-02', SAEENDAT: '2025-05-02' },
        fails: { SAESTDAT: '2025-05-03', HOSPADM: '2025-05-02', HOSPDIS: '2025-05-06' },
      },
    },
    {
      id: 'SAE-03',
      severity: 'H',
      items: ['SAEENDAT', 'SAESTDAT'],
      holds: 'SAESTDAT <= SAEENDAT',
      message: {
        en: 'The event ends before it begins.',
        fr: 'L’événement finit avant de commencer.',
        sv: 'Händelsen slutar innan den börjar.',
      },
      cases: {
        holds: { SAESTDAT: '2025-05-01', SAEENDAT: '2025-05-02' },
        boundary: { SAESTDAT: '2025-05-01', SAEENDAT: '2025-05-01' },
        fails: { SAESTDAT: '2025-05-01', SAEENDAT: '2025-04-30' },
      },
    },
  ],
})
