/** The day it is where the tests' wards are, ISO 8601: between midnight there and midnight in Greenwich it is a day ahead. */
export const wardDay = (): string => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Amsterdam' }).format()
