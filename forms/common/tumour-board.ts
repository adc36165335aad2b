import { code, date, defineForm } from '../define'
import { boardDecisions } from './outcome-lists'
import { yesNo } from './yes-no'

/** MDT: the decision of the tumour board; where the study is reimbursed treatment, whether that was granted. */
export const tumourBoard = (study: { readonly reimbursement: boolean }) =>
  defineForm({
    oid: 'MDT',
    title: { en: 'Tumour board', fr: 'Réunion de concertation' },
    groups: {
      BOARD: {
        items: {
          MDTDAT: date({ label: { en: 'Date', fr: 'Date' }, required: true }),
          MDTDEC: code({
            label: { en: 'Decision', fr: 'Décision' },
            codeList: boardDecisions,
            display: 'radio',
            required: true,
          }),
          ...(study.reimbursement && {
            REIMB: yesNo({ en: 'Reimbursement granted', fr: 'Remboursement accordé' }),
          }),
        },
      },
    },
  })
