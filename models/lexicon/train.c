/* Word alignment by agreement: IBM model 1, then an HMM, in both directions at once.
 *
 * Usage: train CORPUS OUTPUT MODEL1_PASSES HMM_PASSES LOG2_SLOTS
 *
 * In each pass the posterior of every link is computed in both directions (French to English and back) and the product of
 * the two is what is counted (P. Liang, B. Taskar, D. Klein, "Alignment by agreement", NAACL 2006); the HMM is that of
 * S. Vogel, H. Ney, C. Tillmann (COLING 1996) with the empty word of F. Och and H. Ney (CL 29:1, 2003). One table of counts
 * c(f, e) therefore serves p(e|f) and p(f|e).
 *
 * CORPUS, little-endian: int32 French vocabulary, int32 English vocabulary, int32 pairs; then for each pair
 * float32 weight, int32 n, int32 m, n French ids, m English ids.
 * OUTPUT: int32 entries, int32 vocabularies, int32 2*JUMPS+1; float64 French totals, English totals, French nulls, English
 * nulls (word by word), jumps English-in-French, jumps French-in-English; then entries of (int32 f, int32 e, float32 count).
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LONGEST 64
#define JUMPS 12
#define BINS (2 * JUMPS + 1)
#define NULL_PRIOR 0.12f
#define KEEP 0.02f

typedef struct { uint32_t f, e; float old, fresh; } Slot;

static Slot *slots;
static uint64_t mask, used;
static double *total_f, *total_e, *null_f, *null_e, null_sum_f, null_sum_e;
static double *next_total_f, *next_total_e, *next_null_f, *next_null_e;
static double jump[2][BINS], next_jump[2][BINS];
static int32_t size_f, size_e, pairs;

static inline uint64_t hash(uint32_t f, uint32_t e)
{
    uint64_t x = ((uint64_t)f << 32) | e;
    x *= 0x9E3779B97F4A7C15ULL;
    x ^= x >> 29;
    x *= 0xBF58476D1CE4E5B9ULL;
    return (x ^ (x >> 32)) & mask;
}

static inline uint32_t find(uint32_t f, uint32_t e)
{
    uint64_t at = hash(f, e);
    while (slots[at].f != UINT32_MAX && (slots[at].f != f || slots[at].e != e)) at = (at + 1) & mask;
    if (slots[at].f == UINT32_MAX) {
        slots[at].f = f;
        slots[at].e = e;
        if (++used * 10 > mask * 9) { fprintf(stderr, "table full: give more slots\n"); exit(1); }
    }
    return (uint32_t)at;
}

typedef struct { float weight; int n, m; const int32_t *f, *e; uint32_t cell[LONGEST * LONGEST]; } Pair;

static const int32_t *load(const int32_t *at, Pair *pair)
{
    memcpy(&pair->weight, at, 4);
    pair->n = at[1];
    pair->m = at[2];
    pair->f = at + 3;
    pair->e = at + 3 + pair->n;
    for (int i = 0; i < pair->n; i++)
        for (int j = 0; j < pair->m; j++) __builtin_prefetch(&slots[hash(pair->f[i], pair->e[j])], 1);
    return at + 3 + pair->n + pair->m;
}

/* p[j][i]: the posterior that the word j of the "heard" side comes from the word i of the "said" side (model 1). */
static void model1(int n, int m, const float *emit, const float *empty, float *p, float *pnull)
{
    for (int j = 0; j < m; j++) {
        float zero = NULL_PRIOR * empty[j], sum = zero, share = (1 - NULL_PRIOR) / n;
        for (int i = 0; i < n; i++) sum += p[j * LONGEST + i] = share * emit[j * LONGEST + i];
        for (int i = 0; i < n; i++) p[j * LONGEST + i] /= sum;
        pnull[j] = zero / sum;
    }
}

static void hmm(int n, int m, const float *emit, const float *empty, float *p, float *pnull, int side, float count)
{
    static float move[LONGEST][LONGEST], a[LONGEST][LONGEST], az[LONGEST][LONGEST], b[LONGEST][LONGEST], bz[LONGEST][LONGEST];
    float first[LONGEST], scale = 0;
    for (int i = 0; i < n; i++) {
        float sum = 0;
        for (int k = 0; k < n; k++) {
            int d = k - i;
            d = d < -JUMPS ? -JUMPS : d > JUMPS ? JUMPS : d;
            sum += move[i][k] = (float)jump[side][d + JUMPS];
        }
        for (int k = 0; k < n; k++) move[i][k] *= (1 - NULL_PRIOR) / sum;
    }
    float fsum = 0;
    for (int i = 0; i < n; i++) {
        int d = i + 1 > JUMPS ? JUMPS : i + 1;
        fsum += first[i] = (float)jump[side][d + JUMPS];
    }
    for (int i = 0; i < n; i++) {
        a[0][i] = first[i] / fsum * (1 - NULL_PRIOR) * emit[i];
        az[0][i] = first[i] / fsum * NULL_PRIOR * empty[0];
    }
    for (int j = 0;; j++) {
        scale = 1e-30f;
        for (int i = 0; i < n; i++) scale += a[j][i] + az[j][i];
        scale = 1 / scale;
        for (int i = 0; i < n; i++) { a[j][i] *= scale; az[j][i] *= scale; }
        if (j + 1 == m) break;
        memset(a[j + 1], 0, sizeof(float) * n);
        for (int i = 0; i < n; i++) {
            float s = a[j][i] + az[j][i];
            az[j + 1][i] = NULL_PRIOR * empty[j + 1] * s;
            for (int k = 0; k < n; k++) a[j + 1][k] += s * move[i][k];
        }
        for (int k = 0; k < n; k++) a[j + 1][k] *= emit[(j + 1) * LONGEST + k];
    }
    for (int i = 0; i < n; i++) b[m - 1][i] = bz[m - 1][i] = 1;
    for (int j = m - 2; j >= 0; j--) {
        float next[LONGEST], total = 1e-30f, nothing = NULL_PRIOR * empty[j + 1];
        for (int k = 0; k < n; k++) next[k] = emit[(j + 1) * LONGEST + k] * b[j + 1][k];
        for (int i = 0; i < n; i++) {
            float s = nothing * bz[j + 1][i];
            for (int k = 0; k < n; k++) s += move[i][k] * next[k];
            b[j][i] = s;
            total += s;
        }
        for (int i = 0; i < n; i++) bz[j][i] = b[j][i] = b[j][i] * n / total;
        if (count > 0) {
            float x[BINS] = {0}, all = 1e-30f;
            for (int i = 0; i < n; i++)
                for (int k = 0; k < n; k++) {
                    int d = k - i;
                    float v = (a[j][i] + az[j][i]) * move[i][k] * next[k];
                    d = d < -JUMPS ? -JUMPS : d > JUMPS ? JUMPS : d;
                    x[d + JUMPS] += v;
                    all += v;
                }
            for (int d = 0; d < BINS; d++) next_jump[side][d] += count * x[d] / all;
        }
    }
    for (int j = 0; j < m; j++) {
        float sum = 1e-30f, zero = 0;
        for (int i = 0; i < n; i++) {
            sum += p[j * LONGEST + i] = a[j][i] * b[j][i];
            zero += az[j][i] * bz[j][i];
        }
        sum += zero;
        for (int i = 0; i < n; i++) p[j * LONGEST + i] /= sum;
        pnull[j] = zero / sum;
    }
}

static void learn(Pair *s, int with_hmm, int count_jumps)
{
    static float ef[LONGEST * LONGEST], fe[LONGEST * LONGEST], p[LONGEST * LONGEST], q[LONGEST * LONGEST];
    float none_e[LONGEST], none_f[LONGEST], pz[LONGEST], qz[LONGEST];
    int n = s->n, m = s->m;
    for (int i = 0; i < n; i++) {
        float inverse = (float)(1 / (total_f[s->f[i]] + 1e-3));
        for (int j = 0; j < m; j++) {
            uint32_t at = s->cell[i * m + j] = find(s->f[i], s->e[j]);
            float c = slots[at].old;
            ef[j * LONGEST + i] = c * inverse + 1e-7f;
            fe[i * LONGEST + j] = c / (float)(total_e[s->e[j]] + 1e-3) + 1e-7f;
        }
        none_f[i] = (float)(null_f[s->f[i]] / null_sum_f) + 1e-7f;
    }
    for (int j = 0; j < m; j++) none_e[j] = (float)(null_e[s->e[j]] / null_sum_e) + 1e-7f;
    if (with_hmm) {
        hmm(n, m, ef, none_e, p, pz, 0, count_jumps ? s->weight : 0);
        hmm(m, n, fe, none_f, q, qz, 1, count_jumps ? s->weight : 0);
    } else {
        model1(n, m, ef, none_e, p, pz);
        model1(m, n, fe, none_f, q, qz);
    }
    for (int i = 0; i < n; i++)
        for (int j = 0; j < m; j++) {
            float c = s->weight * p[j * LONGEST + i] * q[i * LONGEST + j];
            if (c < 1e-6f) continue;
            slots[s->cell[i * m + j]].fresh += c;
            next_total_f[s->f[i]] += c;
            next_total_e[s->e[j]] += c;
        }
    for (int i = 0; i < n; i++) next_null_f[s->f[i]] += s->weight * qz[i];
    for (int j = 0; j < m; j++) next_null_e[s->e[j]] += s->weight * pz[j];
}

static void start(const int32_t *corpus)
{
    Pair s;
    for (int k = 0; k < pairs; k++) {
        corpus = load(corpus, &s);
        float c = s.weight / (float)(s.n > s.m ? s.n : s.m);
        for (int i = 0; i < s.n; i++)
            for (int j = 0; j < s.m; j++) {
                slots[find(s.f[i], s.e[j])].old += c;
                total_f[s.f[i]] += c;
                total_e[s.e[j]] += c;
            }
        for (int i = 0; i < s.n; i++) null_f[s.f[i]] += s.weight;
        for (int j = 0; j < s.m; j++) null_e[s.e[j]] += s.weight;
    }
}

static void swap(double **a, double **b, int size)
{
    double *t = *a;
    *a = *b;
    *b = t;
    memset(*b, 0, sizeof(double) * size);
}

static void turn(int jumps_counted)
{
    for (uint64_t at = 0; at <= mask; at++) {
        slots[at].old = slots[at].fresh;
        slots[at].fresh = 0;
    }
    swap(&total_f, &next_total_f, size_f);
    swap(&total_e, &next_total_e, size_e);
    swap(&null_f, &next_null_f, size_f);
    swap(&null_e, &next_null_e, size_e);
    null_sum_f = null_sum_e = 0;
    for (int i = 0; i < size_f; i++) null_sum_f += null_f[i];
    for (int i = 0; i < size_e; i++) null_sum_e += null_e[i];
    for (int side = 0; side < 2 && jumps_counted; side++) {
        double sum = 0;
        for (int d = 0; d < BINS; d++) sum += next_jump[side][d] += 1;
        for (int d = 0; d < BINS; d++) jump[side][d] = next_jump[side][d] / sum;
        /* the outermost bins stand for every longer jump as well: share them out over about ten places */
        jump[side][0] /= 10;
        jump[side][BINS - 1] /= 10;
        memset(next_jump[side], 0, sizeof next_jump[side]);
    }
}

static void save(const char *path)
{
    FILE *out = fopen(path, "wb");
    int32_t head[4] = {0, size_f, size_e, BINS};
    for (uint64_t at = 0; at <= mask; at++) head[0] += slots[at].f != UINT32_MAX && slots[at].old >= KEEP;
    fwrite(head, 4, 4, out);
    fwrite(total_f, 8, size_f, out);
    fwrite(total_e, 8, size_e, out);
    fwrite(null_f, 8, size_f, out);
    fwrite(null_e, 8, size_e, out);
    fwrite(jump, 8, 2 * BINS, out);
    for (uint64_t at = 0; at <= mask; at++)
        if (slots[at].f != UINT32_MAX && slots[at].old >= KEEP) fwrite(&slots[at], 12, 1, out);
    if (fclose(out)) exit(1);
}

int main(int argc, char **argv)
{
    if (argc != 6) return 2;
    FILE *in = fopen(argv[1], "rb");
    if (!in) { perror(argv[1]); return 1; }
    fseek(in, 0, SEEK_END);
    size_t bytes = (size_t)ftell(in);
    rewind(in);
    int32_t *corpus = malloc(bytes);
    if (!corpus || fread(corpus, 1, bytes, in) != bytes) return 1;
    fclose(in);
    size_f = corpus[0];
    size_e = corpus[1];
    pairs = corpus[2];
    mask = (1ULL << atoi(argv[5])) - 1;
    slots = malloc((mask + 1) * sizeof(Slot));
    if (!slots) return 1;
    for (uint64_t at = 0; at <= mask; at++) slots[at] = (Slot){UINT32_MAX, 0, 0, 0};
    double **tables[] = {&total_f, &next_total_f, &null_f, &next_null_f, &total_e, &next_total_e, &null_e, &next_null_e};
    for (int k = 0; k < 8; k++) *tables[k] = calloc(k < 4 ? size_f : size_e, sizeof(double));
    for (int side = 0; side < 2; side++)
        for (int d = 0; d < BINS; d++) jump[side][d] = exp(-0.5 * abs(d - JUMPS - 1));
    start(corpus + 3);
    for (int i = 0; i < size_f; i++) null_sum_f += null_f[i];
    for (int i = 0; i < size_e; i++) null_sum_e += null_e[i];
    fprintf(stderr, "%d pairs, %lu co-occurrences\n", pairs, (unsigned long)used);
    int simple = atoi(argv[3]), passes = simple + atoi(argv[4]);
    for (int pass = 0; pass < passes; pass++) {
        static Pair two[2];
        const int32_t *at = load(corpus + 3, &two[0]);
        for (int k = 0; k < pairs; k++) {
            if (k + 1 < pairs) at = load(at, &two[(k + 1) & 1]);
            learn(&two[k & 1], pass >= simple, k % 8 == 0);
        }
        turn(pass >= simple);
        fprintf(stderr, "pass %d of %d\n", pass + 1, passes);
    }
    save(argv[2]);
    return 0;
}
