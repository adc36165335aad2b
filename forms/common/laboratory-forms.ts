/** The forms that hold results of a laboratory, for what refers to one. */
export const laboratoryForms = ['LBH', 'LBC', 'LBE', 'LBK', 'LBU', 'LBM']
