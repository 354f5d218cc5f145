#pragma once

int wings(int animals);
int wings_and_legs(int animals);
