import { calculated, checkOf, code, codeList, date, defineForm, type Text, text } from '../define'
import { endReasons } from './outcome-lists'
import { lutetiumCourses } from './treatment-lists'

/** A treatment whose end is told, and the item that dates its doses. */
interface EndingAgent {
  readonly code: string
  readonly name: Text
  readonly form: string
  readonly item: string
  /** The item holds an instant rather than a day. */
  readonly instant?: boolean
  /** Forms whose `XOVDAT` begins another course of it: this end speaks of what was given before. */
  readonly before?: readonly string[]
}

/** How long contraception goes on after 177Lu: whole months after its last dose, or after the end that is told here. */
interface Contraception {
  readonly months: number
  readonly from: 'last-dose' | 'end'
}

/** X039: says nothing where nobody was asked about contraception. */
const contraceptionLasts = (
  { months, from }: Contraception,
  given: (day: string) => Readonly<Record<string, string>>,
) => {
  const until = `addMonths(${from === 'end' ? 'DSSTDAT' : 'LASTDOSE'}, ${months})`
  const base = { ...given('2026-01-31'), DSSTDAT: '2026-01-31', 'DM.CONTRA': 'Y' }
  const last = months === 7 ? ['2026-08-31', '2026-08-30'] : ['2026-07-31', '2026-07-30']
  const [enough = '', short = ''] = last
  return {
    id: 'X039',
    severity: 'S' as const,
    items: ['CONTREND'] as const,
    holds: `${until} <= CONTREND`,
    message: {
      en: `Contraception goes on for ${months} months after ${from === 'end' ? 'the end of treatment' : 'the last dose'}.`,
      fr: `La contraception se poursuit ${months} mois après ${from === 'end' ? 'la fin du traitement' : 'la dernière dose'}.`,
      sv: `Preventivmetod fortsätter i ${months} månader efter ${from === 'end' ? 'behandlingens slut' : 'den sista dosen'}.`,
    },
    cases: {
      holds: { ...base, CONTREND: '2026-12-01' },
      boundary: { ...base, CONTREND: enough },
      fails: { ...base, CONTREND: short },
    },
  }
}

/** EOT: the end of one treatment. */
export const endOfTreatment = (agents: readonly [EndingAgent, ...EndingAgent[]], contraception?: Contraception) => {
  const last = ({ form, item, instant, before = [] }: EndingAgent) => {
    const day = instant ? `dayOf(d.${item})` : `d.${item}`
    const mine = form === 'EXLU' ? ` && d.LUCOURSE == LUCOURSE` : ''
    const own = before.map((other) => ` && every.${other}.all(x, !given(x.XOVDAT) || ${day} < x.XOVDAT)`).join('')
    return `latest(every.${form}.filter(d, given(d.${item})${mine}${own}).map(d, ${day}))`
  }
  const [first, ...others] = agents
  const lutetium = agents.find(({ form }) => form === 'EXLU')
  const given = (day: string) => ({
    EOTAGENT: first.code,
    LUCOURSE: 'MAIN',
    ...(first.form === 'EXLU' && { 'EXLU.LUCOURSE': 'MAIN' }),
    [`${first.form}.${first.item}`]: first.instant ? `${day}T10:00:00+01:00` : day,
  })
  const ofCourse = 'every.EXLU.filter(d, given(d.ECSTDTM) && d.LUCOURSE == LUCOURSE)'
  return defineForm({
    oid: 'EOT',
    title: { en: 'End of treatment', fr: 'Fin de traitement', sv: 'Behandlingsslut' },
    groups: {
      END: {
        items: {
          EOTAGENT: code({
            label: { en: 'Treatment', fr: 'Traitement', sv: 'Behandling' },
            codeList: codeList('EOTAGENT', Object.fromEntries(agents.map(({ code, name }) => [code, name]))),
            display: 'radio',
            required: true,
          }),
          ...(lutetium && {
            LUCOURSE: code({
              label: { en: 'Course', fr: 'Cure', sv: 'Behandlingsomgång' },
              codeList: lutetiumCourses,
              display: 'select',
              when: `EOTAGENT == "${lutetium.code}"`,
              required: true,
            }),
          }),
          DSSTDAT: date({ label: { en: 'Ended on', fr: 'Terminé le', sv: 'Avslutad den' }, required: true }),
          DSDECOD: code({
            label: { en: 'Reason', fr: 'Raison', sv: 'Skäl' },
            codeList: endReasons,
            display: 'select',
            required: true,
          }),
          DSAELINK: text({
            label: { en: 'Adverse event', fr: 'Événement indésirable', sv: 'Oönskad händelse' },
            link: { forms: ['AE'] },
            when: 'DSDECOD == "ADVERSE_EVENT"',
            required: true,
          }),
          DSDMTLINK: text({
            label: { en: 'Toxicity', fr: 'Toxicité', sv: 'Toxicitet' },
            link: { forms: ['DMT'] },
            when: 'DSDECOD == "DMT_STOP"',
            required: true,
          }),
          ...(lutetium &&
            contraception && {
              CONTREND: date({
                label: { en: 'Contraception until', fr: 'Contraception jusqu’au', sv: 'Preventivmetod till' },
                help: {
                  en: `At least ${contraception.months} months after ${contraception.from === 'end' ? 'this end' : 'the last dose'}.`,
                  fr: `Au moins ${contraception.months} mois après ${contraception.from === 'end' ? 'cette fin' : 'la dernière dose'}.`,
                  sv: `Minst ${contraception.months} månader efter ${contraception.from === 'end' ? 'detta slut' : 'den sista dosen'}.`,
                },
                future: true,
                when: `EOTAGENT == "${lutetium.code}" && given(DM.CONTRA)`,
                required: true,
                missing: true,
              }),
            }),
          DSOTH: text({ label: { en: 'Comment', fr: 'Commentaire', sv: 'Kommentar' }, maxLength: 200 }),
          LASTDOSE: calculated({
            label: { en: 'Last dose', fr: 'Dernière dose', sv: 'Sista dos' },
            expression: others.reduce(
              (rest, agent) => `EOTAGENT == "${agent.code}" ? ${last(agent)} : (${rest})`,
              last(first),
            ),
            result: 'date',
          }),
          ...(lutetium && {
            NCYC: calculated({
              label: { en: 'Cycles given', fr: 'Cycles administrés', sv: 'Givna kurer' },
              expression: `size(${ofCourse})`,
              result: 'decimal',
            }),
            CUMACT: calculated({
              label: { en: 'Activity given', fr: 'Activité administrée', sv: 'Given aktivitet' },
              expression: `sum(${ofCourse}.map(d, given(d.LUACTNET) ? d.LUACTNET : d.LUACTINJ))`,
              result: 'decimal',
              unit: 'MBq',
              decimals: 0,
            }),
          }),
        },
      },
    },
    checks: [
      ...(lutetium && contraception ? [checkOf(contraceptionLasts(contraception, given))] : []),
      {
        id: 'X032',
        severity: 'H',
        items: ['DSSTDAT'],
        holds: 'LASTDOSE <= DSSTDAT',
        message: {
          en: 'A dose was given after the end.',
          fr: 'Une dose a été donnée après la fin.',
          sv: 'En dos gavs efter slutet.',
        },
        cases: {
          holds: { ...given('2026-03-04'), DSSTDAT: '2026-04-29' },
          boundary: { ...given('2026-03-04'), DSSTDAT: '2026-03-04' },
          fails: { ...given('2026-03-04'), DSSTDAT: '2026-03-03' },
        },
      },
    ],
  })
}
