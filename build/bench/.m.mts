import Database from 'better-sqlite3';
const d=new Database(process.argv[2]??':memory:');
d.exec('create table o(id integer primary key, guid text unique, dn text); create table a(object integer primary key, json text)');
const N=50000;const json='x'.repeat(900);
const g=(i:number)=>(Math.imul(i+1,0x9e3779b1)>>>0).toString(16).padStart(8,'0')+'-aaaa-4000-8000-'+String(i).padStart(12,'0');
d.exec('begin');const i1=d.prepare('insert into o(guid,dn) values(?,?)'),i2=d.prepare('insert into a values(?,?)');
for(let i=0;i<N;i++){const r=i1.run(g(i),'CN=user'+i);i2.run(r.lastInsertRowid,json)}d.exec('commit');
const keys=Array.from({length:N},(_,i)=>g(i)), missing=keys.map(k=>k+'x');
for (const tx of [false,true]){ if(tx)d.exec('begin');
for (const sql of ['select id,dn from o where guid=?','select id from o where guid=?','select o.id,o.dn,a.json from o join a on a.object=o.id where guid=?','select o.id,o.dn,(select json from a where object=o.id) json from o where guid=?','select 1','select json from a where object=?']) for(const k of [keys,missing]) {
const s=d.prepare(sql);const t=performance.now();if(sql==='select 1')for(let i=0;i<N;i++)s.get();else for(let i=0;i<N;i++)s.get(k[i]);console.log(tx,k===keys?'hit':'miss',sql.slice(0,50),((performance.now()-t)*1000/N).toFixed(1),'us');}
if(tx)d.exec('commit');}
