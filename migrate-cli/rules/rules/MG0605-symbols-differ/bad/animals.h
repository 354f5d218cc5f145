namespace zoo {
int wings(int animals);
int legs(int animals);
int tails(int animals);
extern int guests;
}
