import type { Column } from '../../ui/table'

/** Whose line it is. */
export const participantColumn = (title: string): Column<{ readonly code: string }> => ({
  id: 'code',
  title,
  width: 108,
  cell: ({ code }) => <span className="medium">{code}</span>,
})
