--
-- PostgreSQL database dump
--

\restrict AspkPjKnBQuFEQF6kzeqsebyEQZqS7aJ6dWzoS7lA5D0JY8Pqq2Tl8vhPubarho

-- Dumped from database version 15.18 (Debian 15.18-0+deb12u1)
-- Dumped by pg_dump version 15.18 (Debian 15.18-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: loan; Type: SCHEMA; Schema: -; Owner: postgres
--

CREATE SCHEMA loan;


ALTER SCHEMA loan OWNER TO postgres;

--
-- Name: f(); Type: FUNCTION; Schema: public; Owner: postgres
--

CREATE FUNCTION public.f() RETURNS integer
    LANGUAGE sql
    AS $$ SELECT 1; $$;


ALTER FUNCTION public.f() OWNER TO postgres;

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: t_Order; Type: TABLE; Schema: loan; Owner: postgres
--

CREATE TABLE loan."t_Order" (
    order_no character varying(32),
    customer_id bigint,
    trade_no bigint,
    "手机" character varying(20)
);


ALTER TABLE loan."t_Order" OWNER TO postgres;

--
-- Name: COLUMN "t_Order"."手机"; Type: COMMENT; Schema: loan; Owner: postgres
--

COMMENT ON COLUMN loan."t_Order"."手机" IS '联系';


--
-- Name: t_customer; Type: TABLE; Schema: public; Owner: postgres
--

CREATE TABLE public.t_customer (
    id integer NOT NULL,
    cust_name character varying(64),
    sfzh character varying(18),
    mobile character varying(20),
    kh character varying(32),
    email character varying(128),
    addr text,
    remark text,
    created_at timestamp without time zone
);


ALTER TABLE public.t_customer OWNER TO postgres;

--
-- Name: TABLE t_customer; Type: COMMENT; Schema: public; Owner: postgres
--

COMMENT ON TABLE public.t_customer IS '客户信息表';


--
-- Name: COLUMN t_customer.sfzh; Type: COMMENT; Schema: public; Owner: postgres
--

COMMENT ON COLUMN public.t_customer.sfzh IS '身份证号';


--
-- Name: COLUMN t_customer.mobile; Type: COMMENT; Schema: public; Owner: postgres
--

COMMENT ON COLUMN public.t_customer.mobile IS '手机号';


--
-- Name: t_customer_id_seq; Type: SEQUENCE; Schema: public; Owner: postgres
--

CREATE SEQUENCE public.t_customer_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER TABLE public.t_customer_id_seq OWNER TO postgres;

--
-- Name: t_customer_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: postgres
--

ALTER SEQUENCE public.t_customer_id_seq OWNED BY public.t_customer.id;


--
-- Name: t_empty; Type: TABLE; Schema: public; Owner: postgres
--

CREATE TABLE public.t_empty (
    a integer,
    b text
);


ALTER TABLE public.t_empty OWNER TO postgres;

--
-- Name: t_customer id; Type: DEFAULT; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public.t_customer ALTER COLUMN id SET DEFAULT nextval('public.t_customer_id_seq'::regclass);


--
-- Name: 16403; Type: BLOB; Schema: -; Owner: postgres
--

SELECT pg_catalog.lo_create('16403');


ALTER LARGE OBJECT 16403 OWNER TO postgres;

--
-- Name: 16404; Type: BLOB; Schema: -; Owner: postgres
--

SELECT pg_catalog.lo_create('16404');


ALTER LARGE OBJECT 16404 OWNER TO postgres;

--
-- Data for Name: t_Order; Type: TABLE DATA; Schema: loan; Owner: postgres
--

COPY loan."t_Order" (order_no, customer_id, trade_no, "手机") FROM stdin;
202101011200000000	0	3263874092496492	18030215736
202101011200000001	1	1223513659348775	19532364056
202101011200000002	2	3272753351618353	17000702931
202101011200000003	3	2497064059704292	19124720198
202101011200000004	4	8108448453508296	18257447621
202101011200000005	5	7323159282697356	16545474855
202101011200000006	6	6332417777604966	19023207320
202101011200000007	7	8883411941468331	17126698572
202101011200000008	8	9243087802028594	15874605474
202101011200000009	9	8533187512421494	16694807559
202101011200000010	10	6349163483750317	18675826980
202101011200000011	11	6094712271059452	13761409916
202101011200000012	12	9121667415754144	18062205190
202101011200000013	13	4198233394214823	19756625465
202101011200000014	14	2112055342695284	14715672841
202101011200000015	15	5106319488891611	19754275417
202101011200000016	16	7248636435743100	18260046740
202101011200000017	17	6503432898445650	13947146522
202101011200000018	18	7071032885509741	17820064168
202101011200000019	19	6851011919822346	18892148922
202101011200000020	20	1234200442484626	15134348853
202101011200000021	21	4705592937920070	18999260509
202101011200000022	22	4716354101310149	16214599837
202101011200000023	23	5784935967350772	15691216231
202101011200000024	24	4987587702174872	16751072815
\.


--
-- Data for Name: t_customer; Type: TABLE DATA; Schema: public; Owner: postgres
--

COPY public.t_customer (id, cust_name, sfzh, mobile, kh, email, addr, remark, created_at) FROM stdin;
1	罗强英	110101199707218619	\N	6214831930364267	fetto2085@163.com	北京市东城区中山路108号25栋702室	配偶电话15035527136	2021-01-01 00:00:00
2	于霞	31011519780220553X	19532364056	6217002415499095141	mpwkfpp2895@qq.com	江苏省苏州市虎丘区中山路384号12栋2804室	a\tb\\c	2021-01-01 00:00:00
3	王海萍	360102198211085937	17000702931	6217713758584712	wjbncgk8413@foxmail.com	福建省厦门市思明区解放大道175号9栋2301室	a\tb\\c	2021-01-01 00:00:00
4	吴刚平	520102196512030818	19124720198	6216610395476200755	gxseuz6790@qq.com	上海市徐汇区新华街191号5栋204室	a\tb\\c	2021-01-01 00:00:00
5	吴红	430104196503104652	18257447621	6216618275217488855	cwsvbyj5964@foxmail.com	重庆市渝中区和平路249号9栋2503室	a\tb\\c	2021-01-01 00:00:00
6	徐勇涵	420106195101155613	16545474855	6228485652755828236	mjwcxvxn2825@foxmail.com	四川省岳池县新华街155号20栋1803室	配偶电话19312418762	2021-01-01 00:00:00
7	谢艳	440106196405104522	19023207320	6217001527380675699	cghwlalmi6728@qq.com	重庆市渝中区文化路19号18栋2003室		2021-01-01 00:00:00
8	刘浩欣	440106198006123012	\N	6217009697329150617	ltrekusmn7082@163.com	湖北省武汉市武昌区和平路246号23栋1304室	\N	2021-01-01 00:00:00
9	于子	320505200304157593	15874605474	6217007019734026070	tihpzbhpi2545@139.com	浙江省杭州市西湖区和平路253号20栋1601室	配偶电话15137078149	2021-01-01 00:00:00
10	王平	440103197505017261	16694807559	6217000048718306692	wmpmvxgj7629@qq.com	浙江省杭州市西湖区中山路356号25栋1403室	\N	2021-01-01 00:00:00
11	梁平军	420106196411047129	18675826980	6212263411056167014	dtudwe4802@139.com	新疆乌鲁木齐市天山区学府路77号6栋2002室		2021-01-01 00:00:00
12	朱静	110108196902145698	13761409916	6225752061597755	ybewjes8297@126.com	新疆乌鲁木齐市天山区建设街135号3栋1802室	a\tb\\c	2021-01-01 00:00:00
13	周怡磊	610113197101123812	18062205190	6212261897367751805	tbenvzhx1911@qq.com	新疆乌鲁木齐市天山区学府路109号5栋2304室	\N	2021-01-01 00:00:00
14	孙霞	650102197911256295	19756625465	6214830993261105	bggbpp5720@qq.com	山东省济南市历下区学府路154号29栋2004室	配偶电话19560623075	2021-01-01 00:00:00
15	徐红丽	21010219670311670X	\N	6228482430705550074	rdzvkj7446@139.com	江苏省南京市玄武区解放大道18号7栋2301室	配偶电话13973159002	2021-01-01 00:00:00
16	马俊	440304195701064119	19754275417	6217003230964070761	fbrqs5744@qq.com	重庆市渝中区人民路122号29栋2604室	\N	2021-01-01 00:00:00
17	张敏峰	441900197111040528	18260046740	6222023286383151182	fcxgtaorl7981@sina.com	广东省广州市天河区新华街268号21栋501室	配偶电话15711654578	2021-01-01 00:00:00
18	萧建华	440103197002041198	13947146522	6214831731693401	rbwgzj6133@qq.com	天津市和平区新华街394号11栋1301室	配偶电话17073924080	2021-01-01 00:00:00
19	董婷文	440106196110200293	17820064168	6217005142247540189	tadbe5861@sina.com	陕西省西安市雁塔区和平路314号1栋804室		2021-01-01 00:00:00
20	陈艳桂	110101198202201681	18892148922	6221886615573796273	brppta1706@163.com	云南省昆明市五华区新华街351号2栋701室	a\tb\\c	2021-01-01 00:00:00
21	李涛晨	360102198110144766	15134348853	6222605309765223761	bfmdy4621@163.com	贵州省贵阳市南明区文化路245号22栋1601室	配偶电话17871159849	2021-01-01 00:00:00
22	唐兰	130102195011275254	\N	6228488687867980829	psavyqg4665@126.com	天津市和平区中山路45号25栋1204室	配偶电话17342917038	2021-01-01 00:00:00
23	吴超	120101197101120396	16214599837	6214831135866066	nyuqgv5275@sina.com	安徽省合肥市蜀山区人民路353号29栋1803室	\N	2021-01-01 00:00:00
24	黄杰	330106197605138179	15691216231	6225759866367896	hnictkf6921@qq.com	辽宁省沈阳市和平区人民路152号19栋1802室	\N	2021-01-01 00:00:00
25	朱刚	130102200305046629	16751072815	4367427639710321158	etydsyo5298@163.com	重庆市渝中区人民路188号4栋2701室	\N	2021-01-01 00:00:00
\.


--
-- Data for Name: t_empty; Type: TABLE DATA; Schema: public; Owner: postgres
--

COPY public.t_empty (a, b) FROM stdin;
\.


--
-- Name: t_customer_id_seq; Type: SEQUENCE SET; Schema: public; Owner: postgres
--

SELECT pg_catalog.setval('public.t_customer_id_seq', 25, true);


--
-- Data for Name: BLOBS; Type: BLOBS; Schema: -; Owner: -
--

BEGIN;

SELECT pg_catalog.lo_open('16403', 131072);
SELECT pg_catalog.lowrite(0, '\xe5a4a7e5afb9e8b1a120e6898be69cbae58fb7203133393132333435363738');
SELECT pg_catalog.lo_close(0);

SELECT pg_catalog.lo_open('16404', 131072);
SELECT pg_catalog.lowrite(0, '\x7365636f6e64');
SELECT pg_catalog.lo_close(0);

COMMIT;

--
-- Name: t_customer t_customer_pkey; Type: CONSTRAINT; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public.t_customer
    ADD CONSTRAINT t_customer_pkey PRIMARY KEY (id);


--
-- PostgreSQL database dump complete
--

\unrestrict AspkPjKnBQuFEQF6kzeqsebyEQZqS7aJ6dWzoS7lA5D0JY8Pqq2Tl8vhPubarho

