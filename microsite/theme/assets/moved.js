// Leads to where a page is now, at the place that the address names: without scripts, the page itself leads to its beginning.
location.replace(document.currentScript.dataset.target + location.search + location.hash);
