import { yesOrNo } from '../code-lists'
import { code, type Text } from '../define'

/** A question with the answers yes and no, required unless said otherwise. */
export const yesNo = (
  label: Text,
  more: { readonly when?: string; readonly required?: boolean | string; readonly help?: Text } = {},
) => code({ label, codeList: yesOrNo, display: 'radio', required: true, ...more })
