import { gradientGraph, writeModel } from 'onnx-grad';
import * as ort from 'onnxruntime-node';
import { benchNetworks, buildNetwork } from './dist/gradient-networks.js';
import fs from 'fs';
const [name,size='224']=process.argv.slice(2);
const net=benchNetworks[name];
const bytes=writeModel(gradientGraph(buildNetwork(net,+size,1),{of:'total',wrt:'x',memory:'keep'}));
fs.writeFileSync(`/tmp/${name}-grad.onnx`,bytes);
const s=await ort.InferenceSession.create(bytes,{enableProfiling:true,profileFilePrefix:`/tmp/prof-${name}`,enableMemPattern:false,intraOpNumThreads:1});
const x=new ort.Tensor('float32',Float32Array.from({length:3*size*size},(_,i)=>((i*7919)%1009)/1009),[1,3,+size,+size]);
for(let i=0;i<12;i++)await s.run({x});
s.endProfiling();
const f=fs.readdirSync('/tmp').filter(n=>n.startsWith(`prof-${name}`)).sort().at(-1);
const ev=JSON.parse(fs.readFileSync('/tmp/'+f)).filter(e=>e.cat==='Node'&&e.name.endsWith('_kernel_time'));
const by=new Map();
for(const e of ev){const k=e.args.op_name;const n=by.get(e.name)??{op:k,d:[],s:e.args.input_type_shape};n.d.push(e.dur);by.set(e.name,n)}
const ops={};const rows=[];
for(const [n,{op,d,s}] of by){d.sort((a,b)=>a-b);const m=d[0];ops[op]=(ops[op]??0)+m;rows.push([m,op,n,JSON.stringify(s)])}
console.log(Object.entries(ops).sort((a,b)=>b[1]-a[1]).map(([k,v])=>`${k} ${v}`).join('\n'));
rows.sort((a,b)=>b[0]-a[0]);for(const r of rows.slice(0,18))console.log(r.join(' ').slice(0,220));
