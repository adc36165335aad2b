import { code, date, defineForm } from '../define'
import { boardDecisions } from './outcome-lists'
import { yesNo } from './yes-no'

/** MDT: the decision of the tumour board; where the study is reimbursed treatment, whether that was granted. */
export const tumourBoard = (study: { readonly reimbursement: boolean }) =>
  defineForm({
    oid: 'MDT',
    source: 'transcribed',
    title: { en: 'Tumour board', fr: 'Réunion de concertation', sv: 'Multidisciplinär konferens' },
    groups: {
      BOARD: {
        items: {
          MDTDAT: date({ label: { en: 'Date', fr: 'Date', sv: 'Datum' }, required: true }),
          MDTDEC: code({
            label: { en: 'Decision', fr: 'Décision', sv: 'Beslut' },
            codeList: boardDecisions,
            display: 'radio',
            required: true,
          }),
          ...(study.reimbursement && {
            REIMB: yesNo({ en: 'Reimbursement granted', fr: 'Remboursement accordé', sv: 'Ersättning beviljad' }),
          }),
        },
      },
    },
  })
