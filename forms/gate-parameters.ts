import type { Parameter } from '#shared/clinical/dose-gate/parameters'

/** How a value of a dose gate says where it is from: the trial's record, a label, memory of one, or a default chosen here. */

export const fromRecord = <Value>(value: Value): Parameter<Value> => ({ value, from: 'record' })
export const fromLabel = <Value>(value: Value): Parameter<Value> => ({ value, from: 'label' })
export const recalled = <Value>(value: Value, note: string): Parameter<Value> => ({ value, from: 'recalled', note })
export const assumed = <Value>(value: Value, note: string): Parameter<Value> => ({ value, from: 'assumed', note })
