#pragma once

int beaks(int animals);
