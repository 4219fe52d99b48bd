import { hashSync } from '@node-rs/argon2';
const o={algorithm:2,version:1,memoryCost:19456,timeCost:2,parallelism:1,outputLen:32,salt:Buffer.alloc(16,1)};
for(let i=0;i<10;i++)hashSync(Buffer.from('abc'),o);
const t=performance.now();const c=process.cpuUsage();let n=0;while(performance.now()-t<2000){hashSync(Buffer.from('abc'),o);n++}
const d=process.cpuUsage(c);console.log(n/2,'user',d.user/1000/n,'sys',d.system/1000/n);
