import argon2 from 'argon2';
const o={type:2,version:0x13,memoryCost:19456,timeCost:2,parallelism:1,hashLength:32,salt:Buffer.alloc(16,1),raw:true};
for(let i=0;i<10;i++)await argon2.hash(Buffer.from('abc'),o);
const t=performance.now();const c=process.cpuUsage();let n=0;while(performance.now()-t<3000){await argon2.hash(Buffer.from('abc'),o);n++}
const d=process.cpuUsage(c);console.log(n/3,'user',d.user/1000/n,'sys',d.system/1000/n);
