import styles from './menu.module.css'

/** The looks of Mantine's Menu: `<Menu classNames={menuStyles}>`. */
export const menuStyles = {
  dropdown: styles.dropdown ?? '',
  label: styles.label ?? '',
  item: styles.item ?? '',
  itemSection: styles.section ?? '',
  itemIndicator: styles.indicator ?? '',
  divider: styles.divider ?? '',
}
