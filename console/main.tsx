import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { App as AntApp, ConfigProvider } from 'antd';
import locale from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './app/console.css';
import { ApiProblem } from './api/client.ts';
import { Gate } from './app/gate.tsx';
import { router } from './app/router.tsx';
import { markStyles } from './app/style-nonce.ts';
import { useTheme } from './app/theme.ts';

dayjs.locale('zh-cn');

const nonce = document.querySelector<HTMLMetaElement>('meta[name="mingfa-nonce"]')?.content ?? '';
markStyles(nonce);
const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5000,
      // What the server refuses stays refused; a lost connection is tried again by the client itself.
      retry: (count, error) => !(error instanceof ApiProblem) && count < 1,
      refetchOnWindowFocus: true,
    },
    mutations: { retry: false },
  },
});

function Root() {
  const look = useTheme();
  return (
    <ConfigProvider
      locale={locale}
      theme={look}
      csp={{ nonce }}
      button={{ autoInsertSpace: false }}
    >
      <AntApp component={false}>
        <QueryClientProvider client={queryClient}>
          <Gate>
            <RouterProvider router={router} />
          </Gate>
        </QueryClientProvider>
      </AntApp>
    </ConfigProvider>
  );
}

const place = document.getElementById('root');
if (place === null) throw new Error('the page has no place for the application');
createRoot(place).render(
  <StrictMode>
    <Root />
  </StrictMode>,
);
