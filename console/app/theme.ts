import { type ThemeConfig, theme } from 'antd';
import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';

const darkQuery = '(prefers-color-scheme: dark)';
const contrastQuery = '(prefers-contrast: more)';

/** The look of Ant Design made from the custom properties that the public site uses too (design/tokens.css). */
export function useTheme(): ThemeConfig {
  const [config, setConfig] = useState(themeNow);
  useEffect(() => {
    const queries = [darkQuery, contrastQuery].map((query) => matchMedia(query));
    // Told before the frame is drawn: what the style sheet and what the components colour changes in the same one.
    const renew = () => flushSync(() => setConfig(themeNow()));
    for (const query of queries) query.addEventListener('change', renew);
    return () => {
      for (const query of queries) query.removeEventListener('change', renew);
    };
  }, []);
  return config;
}

function themeNow(): ThemeConfig {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim();
  const isDark = matchMedia(darkQuery).matches;
  // Who asks the browser for larger letters gets them in the components too.
  const rem = Number.parseFloat(style.fontSize);
  return {
    algorithm: isDark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      colorPrimary: token('accent'),
      colorLink: token('link'),
      colorInfo: token('link'),
      colorError: token('late'),
      colorWarning: token('warn'),
      colorSuccess: token('ok'),
      colorText: token('ink'),
      colorTextSecondary: token('soft'),
      colorTextTertiary: token('soft'),
      colorTextDescription: token('soft'),
      colorTextPlaceholder: token('soft'),
      colorBgLayout: token('paper'),
      colorBgContainer: token('card'),
      colorBgElevated: token('card'),
      colorBorder: token('edge') || token('soft'),
      colorBorderSecondary: token('line'),
      fontFamily: token('font'),
      borderRadius: 4,
      fontSize: Math.round(rem * 0.9375),
      controlHeight: Math.round(rem * 2.25),
      motion: false,
      wireframe: false,
    },
    components: {
      Table: { cellPaddingBlockSM: 8 },
      Segmented: {
        trackBg: token('notice'),
        itemColor: token('soft'),
        itemSelectedBg: token('card'),
        itemSelectedColor: token('accent'),
      },
      Button: {
        primaryShadow: 'none',
        dangerShadow: 'none',
        primaryColor: token('on-accent'),
        dangerColor: token('on-accent'),
      },
      Badge: { colorTextLightSolid: token('on-accent') },
    },
  };
}
