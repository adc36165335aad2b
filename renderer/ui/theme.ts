import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core'

const gray: MantineColorsTuple = [
  'var(--n2)',
  'var(--n3)',
  'var(--n4)',
  'var(--n5)',
  'var(--n6)',
  'var(--n7)',
  'var(--n8)',
  'var(--n9)',
  'var(--n10)',
  'var(--n11)',
]
const teal: MantineColorsTuple = [
  'var(--a2)',
  'var(--a2)',
  'var(--a3)',
  'var(--a3)',
  'var(--a5)',
  'var(--a5)',
  'var(--a8)',
  'var(--a8)',
  'var(--a9)',
  'var(--a10)',
]

/** Mantine speaks in our tokens; nothing is defined here that `tokens.css` does not know. */
export const theme = createTheme({
  colors: { teal, gray },
  primaryColor: 'teal',
  primaryShade: 8,
  fontFamily: 'var(--font)',
  defaultRadius: 'var(--r)',
  cursorType: 'default',
  respectReducedMotion: true,
  fontSizes: { xs: 'var(--t-2)', sm: 'var(--t-3)', md: 'var(--t-3)', lg: 'var(--t-4)', xl: 'var(--t-5)' },
  lineHeights: { xs: 'var(--l-2)', sm: 'var(--l-3)', md: 'var(--l-3)', lg: 'var(--l-4)', xl: 'var(--l-5)' },
  spacing: { xs: 'var(--s1)', sm: 'var(--s2)', md: 'var(--s3)', lg: 'var(--s4)', xl: 'var(--s6)' },
  shadows: { xs: 'none', sm: 'none', md: 'var(--shadow)', lg: 'var(--shadow)', xl: 'var(--shadow)' },
  // Whatever scrolls is scrolled by keys as well.
  components: { ScrollAreaAutosize: { defaultProps: { viewportProps: { tabIndex: 0 } } } },
})

/** The same variables in both schemes: the tokens behind them change, so Mantine never needs to know. */
export const cssVariablesResolver: CSSVariablesResolver = () => {
  const both = {
    '--mantine-color-body': 'var(--ground)',
    '--mantine-color-text': 'var(--text)',
    '--mantine-color-dimmed': 'var(--text-2)',
    '--mantine-color-placeholder': 'var(--text-2)',
    '--mantine-color-default': 'var(--control)',
    '--mantine-color-default-hover': 'var(--hover)',
    '--mantine-color-default-color': 'var(--text)',
    '--mantine-color-default-border': 'var(--line-2)',
    '--mantine-color-anchor': 'var(--a11)',
    '--mantine-color-error': 'var(--red-t)',
  }
  return { variables: {}, light: both, dark: both }
}
