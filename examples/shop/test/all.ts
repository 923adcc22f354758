import './moneyTest.ts';
import './orderTest.ts';
import { finish } from './check.ts';

finish();
