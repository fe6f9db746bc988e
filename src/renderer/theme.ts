import {
  createDarkTheme,
  createLightTheme,
  type BrandVariants,
  type Theme,
} from '@fluentui/react-components';
import { dark, light, type Colours } from './colours.ts';

/** From black over the action colours of both schemes to white; Fluent picks its shades from it. */
const brand: BrandVariants = {
  10: '#03101F',
  20: '#06203C',
  30: '#072D56',
  40: '#08396D',
  50: '#094483',
  60: '#094E94',
  70: '#0A55A0',
  80: '#0B5CAD',
  90: '#2C74C0',
  100: '#478DD6',
  110: '#6CB2FF',
  120: '#86C0FF',
  130: '#A0CEFF',
  140: '#BADCFF',
  150: '#D3E9FF',
  160: '#EBF5FF',
};

interface Shades {
  /** Dividers and card borders: decoration, not the border of a control. */
  readonly faint: string;
  readonly hover: string;
  /** Of what cannot be used now. */
  readonly disabled: string;
  readonly pressed: string;
  readonly tint: Readonly<Record<'good' | 'warn' | 'bad' | 'action', string>>;
}

/** Our colours in the places where Fluent looks for them. */
function tokens(colours: Colours, { faint, hover, pressed, disabled, tint }: Shades): Partial<Theme> {
  const { page, raised, text, muted, good, warn, bad, action, lines } = colours;
  return {
    fontFamilyBase: "'Segoe UI Variable Text', 'Segoe UI', 'Noto Sans', 'Open Sans', system-ui, sans-serif",
    colorNeutralBackground1: page,
    colorNeutralBackground1Hover: hover,
    colorNeutralBackground1Pressed: pressed,
    colorNeutralBackground1Selected: pressed,
    colorNeutralBackground2: raised,
    colorNeutralBackground2Hover: hover,
    colorNeutralBackground2Pressed: pressed,
    colorNeutralBackground2Selected: pressed,
    colorNeutralBackground3: raised,
    colorNeutralBackground4: raised,
    colorNeutralBackground4Hover: pressed,
    colorNeutralBackground4Pressed: pressed,
    colorNeutralBackground4Selected: pressed,
    colorNeutralCardBackground: page,
    colorNeutralBackgroundDisabled: raised,
    colorNeutralForegroundDisabled: disabled,
    colorNeutralStrokeDisabled: faint,
    colorSubtleBackgroundHover: hover,
    colorSubtleBackgroundPressed: pressed,
    colorSubtleBackgroundSelected: pressed,
    colorNeutralForeground1: text,
    colorNeutralForeground1Hover: text,
    colorNeutralForeground1Pressed: text,
    colorNeutralForeground1Selected: text,
    colorNeutralForeground2: text,
    colorNeutralForeground2Hover: text,
    colorNeutralForeground2Pressed: text,
    colorNeutralForeground2Selected: text,
    colorNeutralForeground3: muted,
    colorNeutralForeground3Hover: muted,
    colorNeutralForeground3Pressed: muted,
    colorNeutralForeground3Selected: muted,
    colorNeutralForeground4: muted,
    colorBrandForeground1: action,
    colorBrandForegroundLink: action,
    colorBrandForegroundLinkHover: action,
    colorBrandForegroundLinkPressed: action,
    colorNeutralStroke1: lines,
    colorNeutralStrokeAccessible: lines,
    colorNeutralStrokeAccessibleHover: text,
    colorNeutralStrokeAccessiblePressed: text,
    colorNeutralStroke2: faint,
    colorNeutralStroke3: faint,
    colorStatusSuccessForeground1: good,
    colorStatusSuccessForeground3: good,
    colorStatusSuccessBackground1: tint.good,
    colorStatusSuccessBorder1: faint,
    colorStatusWarningForeground1: warn,
    colorStatusWarningForeground3: warn,
    colorStatusWarningBackground1: tint.warn,
    colorStatusWarningBorder1: faint,
    colorStatusDangerForeground1: bad,
    colorStatusDangerForeground3: bad,
    colorStatusDangerBackground1: tint.bad,
    colorStatusDangerBorder1: faint,
    colorPaletteRedForeground1: bad,
    colorPaletteRedForeground3: bad,
    colorPaletteDarkOrangeForeground1: warn,
    colorPaletteGreenForeground1: good,
    colorStrokeFocus2: text,
  };
}

export const lightTheme: Theme = {
  ...createLightTheme(brand),
  ...tokens(light, {
    faint: '#DDE1E6',
    hover: '#ECEFF2',
    pressed: '#E3E7EB',
    disabled: '#9AA3AD',
    tint: { good: '#EAF5ED', warn: '#FBF3E2', bad: '#FCEDEC', action: '#E9F1FA' },
  }),
};

export const darkTheme: Theme = {
  ...createDarkTheme(brand),
  ...tokens(dark, {
    faint: '#323943',
    hover: '#262C34',
    pressed: '#2D343E',
    disabled: '#6E7885',
    tint: { good: '#182A20', warn: '#2E2715', bad: '#33201F', action: '#172638' },
  }),
  colorBrandBackground: '#0B5CAD',
  colorBrandBackgroundHover: '#2C74C0',
  colorBrandBackgroundPressed: '#094E94',
  colorCompoundBrandForeground1: dark.action,
  colorCompoundBrandBackground: dark.action,
  colorCompoundBrandStroke: dark.action,
};
