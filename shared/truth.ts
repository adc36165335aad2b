/** The answer to a comparison whose operands may not be fully known. */
export type Truth = 'yes' | 'no' | 'unknown'

export const truth = (yes: boolean, no: boolean): Truth => (yes ? 'yes' : no ? 'no' : 'unknown')
